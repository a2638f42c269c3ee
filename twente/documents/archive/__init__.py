"""The archive that outlives the software: MDTO metadata, a BagIt bag, and a checker that stands alone (BOK-17).

Pure: no tables and no Django. A higher room says which records there are; here they become files.
"""
