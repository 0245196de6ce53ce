/* How a source writes its references is set on a page: one that was a mistake can be dropped. What it was stays in the audit. */
grant delete on payments.reference_scheme to evenhand_app;
