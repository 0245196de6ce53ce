-- Since when a party is one person with others of it, where that was before this membership began: when those who lead are parted
-- off, those who stay go on under another, and what was written on them meanwhile is still of all of them.
alter table parties.membership
  add column together_since timestamptz;
