"""What the routes of libraries need, by view name. A library view that is not listed here is closed."""

from jangbu.apps.base.routes import PUBLIC, SIGNED_IN

ROUTE_NEEDS: dict[str, str] = {
    "api:openapi-json": SIGNED_IN,
    "api:api-root": SIGNED_IN,
    "api:datasets": "sources.read",
    "api:dataset": "sources.read",
    "api:dataset-lineage": "sources.read",
    "api:pilots": "pilots.read",
    "api:pilot": "pilots.read",
    "api:pilot-plan": "pilots.read",
    "api:pilot-kpis": "pilots.read",
    "api:pilot-value": "pilots.read",
    "api:pilot-expansion": "pilots.read",
    "api:pilot-report": "pilots.read",
    "api:source-map": "pilots.read",
    "api:baselines": "pilots.read",
    "api:checklists": "journey.read",
    "api:checklist": "journey.read",
    "api:models": "gateway.read",
    "api:model-costs": "gateway.read",
    "api:ledger": "ledger.read",
    "api:ledger-entries": "ledger.read",
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_inactive": PUBLIC,
    "account_change_password": SIGNED_IN,
    "account_set_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "set_language": PUBLIC,
}

# Closed to everybody on purpose: people are invited, their address is given with the invitation and proven by it.
CLOSED = frozenset(
    {
        "account_signup",
        "account_email",
        "account_email_verification_sent",
        "account_confirm_email",
        "account_confirm_login_code",
    }
)
