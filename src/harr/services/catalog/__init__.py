"""What is sold: products, the prices that they have, and the plans that prices are sold in.

A product is what is sold, whatever it costs. A price is one way to charge for a
product: a model, its numbers, a currency or several, a rhythm; it is a draft until
it is activated. `price.rate(quantity)` says what a quantity is charged and how that
came about. A plan is prices that are sold together, in numbered versions of one
code. A code names one active product, price or plan version.

Owns: catalog_product, catalog_price, catalog_code, catalog_plan, catalog_plan_code.

Invariants: a price that is active or stands on a document never changes in what
it charges, it is followed by another; nor does a plan, whose next version follows
it; rating rounds nothing, and its basis gives its amount back; the catalogue is
the tenant's, so that every app can sell from it.

The models matrix and custom_amount are not rated yet and are refused by name. A
further model is one file in `models/` and one line.
"""

from harr.services.catalog.actions import activate as activate_price
from harr.services.catalog.actions import create as create_price
from harr.services.catalog.actions import price, use
from harr.services.catalog.actions import update as update_price
from harr.services.catalog.applying import apply as apply_differences
from harr.services.catalog.applying import at_its_place
from harr.services.catalog.applying import present as present_differences
from harr.services.catalog.charges import Part
from harr.services.catalog.checking import override as check_override
from harr.services.catalog.differences import Difference
from harr.services.catalog.differences import compare as differences
from harr.services.catalog.documents import Catalogue, catalogue
from harr.services.catalog.planning import plan, plan_named
from harr.services.catalog.plans import Plan, PlanPrice
from harr.services.catalog.prices import Price
from harr.services.catalog.products import Product, product
from harr.services.catalog.products import create as create_product
from harr.services.catalog.products import update as update_product
from harr.services.catalog.rating import Rated

__all__ = [
    "Catalogue",
    "Difference",
    "Part",
    "Plan",
    "PlanPrice",
    "Price",
    "Product",
    "Rated",
    "activate_price",
    "apply_differences",
    "at_its_place",
    "catalogue",
    "check_override",
    "create_price",
    "create_product",
    "differences",
    "plan",
    "plan_named",
    "present_differences",
    "price",
    "product",
    "update_price",
    "update_product",
    "use",
]
