-- An account has one card agreement that takes, or that may yet: two at once would take twice for one debt.
create unique index one_card_agreement_an_account on payments.card_agreement (council_id, account_id) where state <> 'cancelled';
