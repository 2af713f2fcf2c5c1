"""What hangs on a client. Made by generate.py from openapi.json; changes belong there."""

# ruff: noqa: PLC0415 - a program pays for the resources that it uses
from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from harr_client.calling import Caller

if TYPE_CHECKING:
    from harr_client.resources.account_mappings import AccountMappings
    from harr_client.resources.accounts import Accounts
    from harr_client.resources.agenda import Agenda
    from harr_client.resources.approvals import Approvals
    from harr_client.resources.apps import Apps
    from harr_client.resources.assurance import Assurance
    from harr_client.resources.attempts import Attempts
    from harr_client.resources.audit import Audit
    from harr_client.resources.balance_adjustments import BalanceAdjustments
    from harr_client.resources.balances import Balances
    from harr_client.resources.bank_statements import BankStatements
    from harr_client.resources.bill_runs import BillRuns
    from harr_client.resources.billing_groups import BillingGroups
    from harr_client.resources.calendar import Calendar
    from harr_client.resources.catalog import Catalog
    from harr_client.resources.checkout_sessions import CheckoutSessions
    from harr_client.resources.commitments import Commitments
    from harr_client.resources.coupons import Coupons
    from harr_client.resources.credit_notes import CreditNotes
    from harr_client.resources.currencies import Currencies
    from harr_client.resources.customers import Customers
    from harr_client.resources.decline_codes import DeclineCodes
    from harr_client.resources.deliveries import Deliveries
    from harr_client.resources.discounts import Discounts
    from harr_client.resources.disputes import Disputes
    from harr_client.resources.documents import Documents
    from harr_client.resources.dunning_campaigns import DunningCampaigns
    from harr_client.resources.dunning_cases import DunningCases
    from harr_client.resources.email_templates import EmailTemplates
    from harr_client.resources.emails import Emails
    from harr_client.resources.entities import Entities
    from harr_client.resources.entitlements import Entitlements
    from harr_client.resources.entries import Entries
    from harr_client.resources.events import Events
    from harr_client.resources.exchange_rates import ExchangeRates
    from harr_client.resources.explain import Explain
    from harr_client.resources.exports import Exports
    from harr_client.resources.features import Features
    from harr_client.resources.grants import Grants
    from harr_client.resources.holds import Holds
    from harr_client.resources.imports import Imports
    from harr_client.resources.inbound_events import InboundEvents
    from harr_client.resources.invoice_items import InvoiceItems
    from harr_client.resources.invoice_lines import InvoiceLines
    from harr_client.resources.invoices import Invoices
    from harr_client.resources.jobs import Jobs
    from harr_client.resources.keys import Keys
    from harr_client.resources.ledger_periods import LedgerPeriods
    from harr_client.resources.members import Members
    from harr_client.resources.meters import Meters
    from harr_client.resources.openapi import Openapi
    from harr_client.resources.payment_links import PaymentLinks
    from harr_client.resources.payment_methods import PaymentMethods
    from harr_client.resources.payments import Payments
    from harr_client.resources.payouts import Payouts
    from harr_client.resources.phases import Phases
    from harr_client.resources.plans import Plans
    from harr_client.resources.portal_sessions import PortalSessions
    from harr_client.resources.price_migrations import PriceMigrations
    from harr_client.resources.prices import Prices
    from harr_client.resources.products import Products
    from harr_client.resources.profiles import Profiles
    from harr_client.resources.promotion_codes import PromotionCodes
    from harr_client.resources.provider_accounts import ProviderAccounts
    from harr_client.resources.quotes import Quotes
    from harr_client.resources.recognition_schedules import RecognitionSchedules
    from harr_client.resources.refunds import Refunds
    from harr_client.resources.reports import Reports
    from harr_client.resources.sandboxes import Sandboxes
    from harr_client.resources.search import Search
    from harr_client.resources.series import Series
    from harr_client.resources.setup_intents import SetupIntents
    from harr_client.resources.subscription_changes import SubscriptionChanges
    from harr_client.resources.subscription_items import SubscriptionItems
    from harr_client.resources.subscriptions import Subscriptions
    from harr_client.resources.tax_calculations import TaxCalculations
    from harr_client.resources.tax_exemptions import TaxExemptions
    from harr_client.resources.tax_ids import TaxIds
    from harr_client.resources.tax_rates import TaxRates
    from harr_client.resources.tax_registrations import TaxRegistrations
    from harr_client.resources.tenant import Tenant
    from harr_client.resources.top_up_rules import TopUpRules
    from harr_client.resources.transactions import Transactions
    from harr_client.resources.units import Units
    from harr_client.resources.usage import Usage
    from harr_client.resources.usage_alerts import UsageAlerts
    from harr_client.resources.usage_corrections import UsageCorrections
    from harr_client.resources.wallet_holds import WalletHolds
    from harr_client.resources.wallet_transactions import WalletTransactions
    from harr_client.resources.wallets import Wallets
    from harr_client.resources.webhook_endpoints import WebhookEndpoints


class Surface:
    """Every resource of the contract."""

    caller: Caller

    @cached_property
    def tenant(self) -> Tenant:
        from harr_client.resources.tenant import Tenant

        return Tenant(self.caller)

    @cached_property
    def entities(self) -> Entities:
        from harr_client.resources.entities import Entities

        return Entities(self.caller)

    @cached_property
    def apps(self) -> Apps:
        from harr_client.resources.apps import Apps

        return Apps(self.caller)

    @cached_property
    def profiles(self) -> Profiles:
        from harr_client.resources.profiles import Profiles

        return Profiles(self.caller)

    @cached_property
    def keys(self) -> Keys:
        from harr_client.resources.keys import Keys

        return Keys(self.caller)

    @cached_property
    def members(self) -> Members:
        from harr_client.resources.members import Members

        return Members(self.caller)

    @cached_property
    def sandboxes(self) -> Sandboxes:
        from harr_client.resources.sandboxes import Sandboxes

        return Sandboxes(self.caller)

    @cached_property
    def agenda(self) -> Agenda:
        from harr_client.resources.agenda import Agenda

        return Agenda(self.caller)

    @cached_property
    def jobs(self) -> Jobs:
        from harr_client.resources.jobs import Jobs

        return Jobs(self.caller)

    @cached_property
    def approvals(self) -> Approvals:
        from harr_client.resources.approvals import Approvals

        return Approvals(self.caller)

    @cached_property
    def audit(self) -> Audit:
        from harr_client.resources.audit import Audit

        return Audit(self.caller)

    @cached_property
    def accounts(self) -> Accounts:
        from harr_client.resources.accounts import Accounts

        return Accounts(self.caller)

    @cached_property
    def account_mappings(self) -> AccountMappings:
        from harr_client.resources.account_mappings import AccountMappings

        return AccountMappings(self.caller)

    @cached_property
    def transactions(self) -> Transactions:
        from harr_client.resources.transactions import Transactions

        return Transactions(self.caller)

    @cached_property
    def entries(self) -> Entries:
        from harr_client.resources.entries import Entries

        return Entries(self.caller)

    @cached_property
    def balances(self) -> Balances:
        from harr_client.resources.balances import Balances

        return Balances(self.caller)

    @cached_property
    def holds(self) -> Holds:
        from harr_client.resources.holds import Holds

        return Holds(self.caller)

    @cached_property
    def ledger_periods(self) -> LedgerPeriods:
        from harr_client.resources.ledger_periods import LedgerPeriods

        return LedgerPeriods(self.caller)

    @cached_property
    def exchange_rates(self) -> ExchangeRates:
        from harr_client.resources.exchange_rates import ExchangeRates

        return ExchangeRates(self.caller)

    @cached_property
    def customers(self) -> Customers:
        from harr_client.resources.customers import Customers

        return Customers(self.caller)

    @cached_property
    def tax_ids(self) -> TaxIds:
        from harr_client.resources.tax_ids import TaxIds

        return TaxIds(self.caller)

    @cached_property
    def billing_groups(self) -> BillingGroups:
        from harr_client.resources.billing_groups import BillingGroups

        return BillingGroups(self.caller)

    @cached_property
    def products(self) -> Products:
        from harr_client.resources.products import Products

        return Products(self.caller)

    @cached_property
    def prices(self) -> Prices:
        from harr_client.resources.prices import Prices

        return Prices(self.caller)

    @cached_property
    def plans(self) -> Plans:
        from harr_client.resources.plans import Plans

        return Plans(self.caller)

    @cached_property
    def units(self) -> Units:
        from harr_client.resources.units import Units

        return Units(self.caller)

    @cached_property
    def catalog(self) -> Catalog:
        from harr_client.resources.catalog import Catalog

        return Catalog(self.caller)

    @cached_property
    def meters(self) -> Meters:
        from harr_client.resources.meters import Meters

        return Meters(self.caller)

    @cached_property
    def usage(self) -> Usage:
        from harr_client.resources.usage import Usage

        return Usage(self.caller)

    @cached_property
    def usage_corrections(self) -> UsageCorrections:
        from harr_client.resources.usage_corrections import UsageCorrections

        return UsageCorrections(self.caller)

    @cached_property
    def usage_alerts(self) -> UsageAlerts:
        from harr_client.resources.usage_alerts import UsageAlerts

        return UsageAlerts(self.caller)

    @cached_property
    def tax_rates(self) -> TaxRates:
        from harr_client.resources.tax_rates import TaxRates

        return TaxRates(self.caller)

    @cached_property
    def tax_registrations(self) -> TaxRegistrations:
        from harr_client.resources.tax_registrations import TaxRegistrations

        return TaxRegistrations(self.caller)

    @cached_property
    def tax_exemptions(self) -> TaxExemptions:
        from harr_client.resources.tax_exemptions import TaxExemptions

        return TaxExemptions(self.caller)

    @cached_property
    def tax_calculations(self) -> TaxCalculations:
        from harr_client.resources.tax_calculations import TaxCalculations

        return TaxCalculations(self.caller)

    @cached_property
    def balance_adjustments(self) -> BalanceAdjustments:
        from harr_client.resources.balance_adjustments import BalanceAdjustments

        return BalanceAdjustments(self.caller)

    @cached_property
    def wallets(self) -> Wallets:
        from harr_client.resources.wallets import Wallets

        return Wallets(self.caller)

    @cached_property
    def grants(self) -> Grants:
        from harr_client.resources.grants import Grants

        return Grants(self.caller)

    @cached_property
    def wallet_transactions(self) -> WalletTransactions:
        from harr_client.resources.wallet_transactions import WalletTransactions

        return WalletTransactions(self.caller)

    @cached_property
    def wallet_holds(self) -> WalletHolds:
        from harr_client.resources.wallet_holds import WalletHolds

        return WalletHolds(self.caller)

    @cached_property
    def top_up_rules(self) -> TopUpRules:
        from harr_client.resources.top_up_rules import TopUpRules

        return TopUpRules(self.caller)

    @cached_property
    def coupons(self) -> Coupons:
        from harr_client.resources.coupons import Coupons

        return Coupons(self.caller)

    @cached_property
    def promotion_codes(self) -> PromotionCodes:
        from harr_client.resources.promotion_codes import PromotionCodes

        return PromotionCodes(self.caller)

    @cached_property
    def discounts(self) -> Discounts:
        from harr_client.resources.discounts import Discounts

        return Discounts(self.caller)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        from harr_client.resources.subscriptions import Subscriptions

        return Subscriptions(self.caller)

    @cached_property
    def subscription_items(self) -> SubscriptionItems:
        from harr_client.resources.subscription_items import SubscriptionItems

        return SubscriptionItems(self.caller)

    @cached_property
    def phases(self) -> Phases:
        from harr_client.resources.phases import Phases

        return Phases(self.caller)

    @cached_property
    def subscription_changes(self) -> SubscriptionChanges:
        from harr_client.resources.subscription_changes import SubscriptionChanges

        return SubscriptionChanges(self.caller)

    @cached_property
    def commitments(self) -> Commitments:
        from harr_client.resources.commitments import Commitments

        return Commitments(self.caller)

    @cached_property
    def quotes(self) -> Quotes:
        from harr_client.resources.quotes import Quotes

        return Quotes(self.caller)

    @cached_property
    def price_migrations(self) -> PriceMigrations:
        from harr_client.resources.price_migrations import PriceMigrations

        return PriceMigrations(self.caller)

    @cached_property
    def features(self) -> Features:
        from harr_client.resources.features import Features

        return Features(self.caller)

    @cached_property
    def entitlements(self) -> Entitlements:
        from harr_client.resources.entitlements import Entitlements

        return Entitlements(self.caller)

    @cached_property
    def recognition_schedules(self) -> RecognitionSchedules:
        from harr_client.resources.recognition_schedules import RecognitionSchedules

        return RecognitionSchedules(self.caller)

    @cached_property
    def invoices(self) -> Invoices:
        from harr_client.resources.invoices import Invoices

        return Invoices(self.caller)

    @cached_property
    def invoice_lines(self) -> InvoiceLines:
        from harr_client.resources.invoice_lines import InvoiceLines

        return InvoiceLines(self.caller)

    @cached_property
    def invoice_items(self) -> InvoiceItems:
        from harr_client.resources.invoice_items import InvoiceItems

        return InvoiceItems(self.caller)

    @cached_property
    def credit_notes(self) -> CreditNotes:
        from harr_client.resources.credit_notes import CreditNotes

        return CreditNotes(self.caller)

    @cached_property
    def series(self) -> Series:
        from harr_client.resources.series import Series

        return Series(self.caller)

    @cached_property
    def documents(self) -> Documents:
        from harr_client.resources.documents import Documents

        return Documents(self.caller)

    @cached_property
    def bill_runs(self) -> BillRuns:
        from harr_client.resources.bill_runs import BillRuns

        return BillRuns(self.caller)

    @cached_property
    def payments(self) -> Payments:
        from harr_client.resources.payments import Payments

        return Payments(self.caller)

    @cached_property
    def attempts(self) -> Attempts:
        from harr_client.resources.attempts import Attempts

        return Attempts(self.caller)

    @cached_property
    def payment_methods(self) -> PaymentMethods:
        from harr_client.resources.payment_methods import PaymentMethods

        return PaymentMethods(self.caller)

    @cached_property
    def setup_intents(self) -> SetupIntents:
        from harr_client.resources.setup_intents import SetupIntents

        return SetupIntents(self.caller)

    @cached_property
    def refunds(self) -> Refunds:
        from harr_client.resources.refunds import Refunds

        return Refunds(self.caller)

    @cached_property
    def disputes(self) -> Disputes:
        from harr_client.resources.disputes import Disputes

        return Disputes(self.caller)

    @cached_property
    def payouts(self) -> Payouts:
        from harr_client.resources.payouts import Payouts

        return Payouts(self.caller)

    @cached_property
    def bank_statements(self) -> BankStatements:
        from harr_client.resources.bank_statements import BankStatements

        return BankStatements(self.caller)

    @cached_property
    def provider_accounts(self) -> ProviderAccounts:
        from harr_client.resources.provider_accounts import ProviderAccounts

        return ProviderAccounts(self.caller)

    @cached_property
    def inbound_events(self) -> InboundEvents:
        from harr_client.resources.inbound_events import InboundEvents

        return InboundEvents(self.caller)

    @cached_property
    def checkout_sessions(self) -> CheckoutSessions:
        from harr_client.resources.checkout_sessions import CheckoutSessions

        return CheckoutSessions(self.caller)

    @cached_property
    def payment_links(self) -> PaymentLinks:
        from harr_client.resources.payment_links import PaymentLinks

        return PaymentLinks(self.caller)

    @cached_property
    def portal_sessions(self) -> PortalSessions:
        from harr_client.resources.portal_sessions import PortalSessions

        return PortalSessions(self.caller)

    @cached_property
    def dunning_campaigns(self) -> DunningCampaigns:
        from harr_client.resources.dunning_campaigns import DunningCampaigns

        return DunningCampaigns(self.caller)

    @cached_property
    def dunning_cases(self) -> DunningCases:
        from harr_client.resources.dunning_cases import DunningCases

        return DunningCases(self.caller)

    @cached_property
    def emails(self) -> Emails:
        from harr_client.resources.emails import Emails

        return Emails(self.caller)

    @cached_property
    def email_templates(self) -> EmailTemplates:
        from harr_client.resources.email_templates import EmailTemplates

        return EmailTemplates(self.caller)

    @cached_property
    def events(self) -> Events:
        from harr_client.resources.events import Events

        return Events(self.caller)

    @cached_property
    def webhook_endpoints(self) -> WebhookEndpoints:
        from harr_client.resources.webhook_endpoints import WebhookEndpoints

        return WebhookEndpoints(self.caller)

    @cached_property
    def deliveries(self) -> Deliveries:
        from harr_client.resources.deliveries import Deliveries

        return Deliveries(self.caller)

    @cached_property
    def reports(self) -> Reports:
        from harr_client.resources.reports import Reports

        return Reports(self.caller)

    @cached_property
    def explain(self) -> Explain:
        from harr_client.resources.explain import Explain

        return Explain(self.caller)

    @cached_property
    def exports(self) -> Exports:
        from harr_client.resources.exports import Exports

        return Exports(self.caller)

    @cached_property
    def imports(self) -> Imports:
        from harr_client.resources.imports import Imports

        return Imports(self.caller)

    @cached_property
    def assurance(self) -> Assurance:
        from harr_client.resources.assurance import Assurance

        return Assurance(self.caller)

    @cached_property
    def search(self) -> Search:
        from harr_client.resources.search import Search

        return Search(self.caller)

    @cached_property
    def currencies(self) -> Currencies:
        from harr_client.resources.currencies import Currencies

        return Currencies(self.caller)

    @cached_property
    def calendar(self) -> Calendar:
        from harr_client.resources.calendar import Calendar

        return Calendar(self.caller)

    @cached_property
    def decline_codes(self) -> DeclineCodes:
        from harr_client.resources.decline_codes import DeclineCodes

        return DeclineCodes(self.caller)

    @cached_property
    def openapi(self) -> Openapi:
        from harr_client.resources.openapi import Openapi

        return Openapi(self.caller)
