-- The direct debits of an account that came back: asked whenever the account is opened, and few of all that were collected.
create index collection_returned on payments.collection (council_id, account_id) where state = 'returned';
