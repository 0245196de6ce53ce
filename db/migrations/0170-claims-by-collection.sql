-- What was claimed of a collection before is asked of every debit that comes back or is claimed.
create index bacs_report_item_of_collection on payments.bacs_report_item (council_id, collection_id)
  where collection_id is not null;
-- And what a bank said of a mandate before, where its advices come in another order.
create index bacs_report_item_of_mandate on payments.bacs_report_item (council_id, mandate_id)
  where mandate_id is not null;
