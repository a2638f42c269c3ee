"""Reads of finance: settings in force, years with what they rest on, invoices that a person may see."""
