/*
 * Where a statement begins and ends is looked for whenever another comes: the next of its day opens where it closed, and one that is sent again
 * opens where it did.
 */
create index statement_closed on payments.statement (council_id, account, closed);
create index statement_opened on payments.statement (council_id, account, opened);
