-- What stands of an emergency is read with the session, before a council is entered: for the line at the top of every page.
create policy for_every_page on administration.emergency_stop for select to evenhand_doorkeeper using (true);
