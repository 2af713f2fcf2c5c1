"""What is sold: products, and the prices that they have.

A product is what is sold, whatever it costs. A price is one way to charge for a
product: a model, its numbers, a currency; it is a draft until it is activated. A
code names one active product or price, and is free again when that is archived.

Owns: catalog_product, catalog_price, catalog_code.

Invariants: a price that is active or stands on a document never changes in what
it charges, it is followed by another; rating rounds nothing; the catalogue is the
tenant's, so that every app can sell from it.

Today one-time prices by the models flat and per_unit can be made; every other is
refused by name. A further model is one file in `models/` and one line.
"""

from harr.services.catalog.actions import price, use
from harr.services.catalog.prices import Price
from harr.services.catalog.products import Product, product
from harr.services.catalog.products import create as create_product
from harr.services.catalog.products import update as update_product

__all__ = ["Price", "Product", "create_product", "price", "product", "update_product", "use"]
