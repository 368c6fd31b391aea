-- Spreads the tables over the machines of a Citus cluster, by account: all that belongs to an account stays together,
-- so every transaction runs on one machine. Optional; the server never runs this. Run it once, as the owner of the
-- tables, after the server has made them and before it has data:
--
--   psql -v ON_ERROR_STOP=1 -f distribute_by_account.sql
--
-- The register of accounts is small and on every machine; its name is unique over all of them.

SELECT create_reference_table('account');

SELECT create_distributed_table('head', 'account');
SELECT create_distributed_table('node', 'account', colocate_with => 'head');
SELECT create_distributed_table('epoch', 'account', colocate_with => 'head');
SELECT create_distributed_table('type', 'account', colocate_with => 'head');
SELECT create_distributed_table('object', 'account', colocate_with => 'head');
SELECT create_distributed_table('log', 'account', colocate_with => 'head');
SELECT create_distributed_table('edge', 'account', colocate_with => 'head');
SELECT create_distributed_table('membership', 'account', colocate_with => 'head');
SELECT create_distributed_table('span', 'account', colocate_with => 'head');
SELECT create_distributed_table('term', 'account', colocate_with => 'head');
SELECT create_distributed_table('naming', 'account', colocate_with => 'head');
SELECT create_distributed_table('synchronization', 'account', colocate_with => 'head');
SELECT create_distributed_table('round', 'account', colocate_with => 'head');
SELECT create_distributed_table('pending', 'account', colocate_with => 'head');
SELECT create_distributed_table('holding', 'account', colocate_with => 'head');
SELECT create_distributed_table('name', 'account', colocate_with => 'head');
SELECT create_distributed_table('upload', 'account', colocate_with => 'head');
SELECT create_distributed_table('account_user', 'account', colocate_with => 'head');
SELECT create_distributed_table('team', 'account', colocate_with => 'head');
SELECT create_distributed_table('team_member', 'account', colocate_with => 'head');
SELECT create_distributed_table('session', 'account', colocate_with => 'head');
SELECT create_distributed_table('api_key', 'account', colocate_with => 'head');
SELECT create_distributed_table('device_code', 'account', colocate_with => 'head');
SELECT create_distributed_table('list_use', 'account', colocate_with => 'head');
SELECT create_distributed_table('bookmark', 'account', colocate_with => 'head');
SELECT create_distributed_table('app', 'account', colocate_with => 'head');
SELECT create_distributed_table('connection', 'account', colocate_with => 'head');
SELECT create_distributed_table('connection_hook', 'account', colocate_with => 'head');
SELECT create_distributed_table('lost_delivery', 'account', colocate_with => 'head');
