"""Tables of finance, one module per subject. What was invoiced is never edited: a correction is a new document."""

from finance.models.accounts import YearAccount as YearAccount
from finance.models.claims import Claim as Claim
from finance.models.claims import CreditRequest as CreditRequest
from finance.models.interest import InterestCalculation as InterestCalculation
from finance.models.interest import InterestRate as InterestRate
from finance.models.invoices import Invoice as Invoice
from finance.models.invoices import InvoiceFile as InvoiceFile
from finance.models.invoices import InvoiceLine as InvoiceLine
from finance.models.invoices import InvoiceMark as InvoiceMark
from finance.models.invoices import NumberSeries as NumberSeries
from finance.models.parties import BillingProfile as BillingProfile
from finance.models.parties import Commitment as Commitment
from finance.models.payments import Allocation as Allocation
from finance.models.payments import BankImport as BankImport
from finance.models.payments import BankLine as BankLine
from finance.models.payments import ManualPayment as ManualPayment
from finance.models.payments import SetAside as SetAside
from finance.models.rates import Budget as Budget
from finance.models.rates import Rate as Rate
from finance.models.reminders import Reminder as Reminder
from finance.models.reminders import ReminderSkip as ReminderSkip
from finance.models.runs import Cost as Cost
from finance.models.runs import InvoiceRun as InvoiceRun
from finance.models.runs import RunParty as RunParty
from finance.models.terms import BillingTerms as BillingTerms
from finance.models.terms import Issuer as Issuer
