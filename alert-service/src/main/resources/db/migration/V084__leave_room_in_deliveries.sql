-- A claim changes no column of an index: where the page has room, no index has to hear of it.
alter table deliveries set (fillfactor = 50);
