/**
 * The server's whole `postgresql.conf`, written anew at every start. Sized for one application on a small machine.
 * Durability is never traded: `fsync`, `full_page_writes` and `synchronous_commit` keep their safe defaults.
 */
export function serverSettings(listen: { socketFolder: string } | { loopbackPort: number }): string {
  const settings: Record<string, string> = {
    ...('socketFolder' in listen
      ? { listen_addresses: '', unix_socket_directories: listen.socketFolder, unix_socket_permissions: '0700' }
      : { listen_addresses: '127.0.0.1', port: `${listen.loopbackPort}` }),
    // The library's indexes live in the system's page cache; a large copy of our own would only double them.
    shared_buffers: '32MB',
    // A process may hold about 45 (its pool, two per queue, one for leases); four processes may share a folder.
    max_connections: '200',
    // Searches sort and hash little; two hundred connections must not be able to take the machine.
    work_mem: '4MB',
    maintenance_work_mem: '64MB',
    // There is no replica and no archive, so the log carries only what a restart needs.
    wal_level: 'minimal',
    max_wal_senders: '0',
    min_wal_size: '32MB',
    max_wal_size: '256MB',
    // Reading in the server process itself saves the memory of three helper processes.
    io_method: 'sync',
    // Statements here take milliseconds; compiling them takes longer.
    jit: 'off',
    huge_pages: 'off',
    // A process that stands still must not hold back vacuum, nor the rows it has locked.
    idle_in_transaction_session_timeout: '60s',
    // Only what stops the server is worth a line: an ordinary error repeats the values of the row, which people typed.
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replace(/['\\]/g, '$&$&')}'`);
  return `# Written by the application at every start: changes are lost.\n${lines.join('\n')}\n`;
}
