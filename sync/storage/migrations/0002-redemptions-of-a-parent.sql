-- The children of a stacked redemption, read with every answer and rollback of it.
create index redemption_parent on redemption (project_id, parent_id) where parent_id is not null;
