-- By which forms that are sent again are known: forgotten after ninety days, at night.
create index idempotency_old on administration.idempotency (council_id, created_at);
grant delete on administration.idempotency to evenhand_app;
