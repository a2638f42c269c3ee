"""The archive that outlives the software: MDTO metadata, a BagIt bag, and a checker that stands alone (BOK-17).

No tables: a higher room says which records there are, here they become files. Only `index` needs Django (templates).
"""
