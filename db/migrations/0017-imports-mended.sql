-- A row that was put aside can be corrected: what it said before is kept beside what it says now.

alter table imports.file add column header text[];

alter table imports.row
  add column mended text[],
  add column mended_by text,
  add column mended_at timestamptz,
  add check ((mended is null) = (mended_by is null) and (mended is null) = (mended_at is null)),
  add check (mended is null or (raw is not null and state <> 'put aside'));
