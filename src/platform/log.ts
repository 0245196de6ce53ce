/**
 * Structured logs: one JSON line an event, to standard error. Only these fields exist, so a name, an
 * address, a reference or a URL has nowhere to go. Whoever needs the person looks up the record by its id.
 */
export type LogFields = {
  readonly councilId?: number
  readonly route?: string
  readonly status?: number
  readonly milliseconds?: number
  readonly errorReference?: string
  /** A class of fault such as `DatabaseError 23505`, never its message: messages quote data. */
  readonly fault?: string
  readonly where?: string
  readonly job?: string
  readonly id?: string
  readonly count?: number
}

export type Log = {
  info(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** `level` silent writes nothing; error writes only errors. */
export function createLog(
  level: 'silent' | 'error' | 'info',
  write: (line: string) => void = line => process.stderr.write(line),
): Log {
  const put = (severity: string, event: string, fields: LogFields = {}) =>
    write(
      `${JSON.stringify({ at: Temporal.Now.instant().toString(), severity, event, ...fields })}\n`,
    )
  return {
    info: (event, fields) => level === 'info' && put('info', event, fields),
    error: (event, fields) => level !== 'silent' && put('error', event, fields),
  }
}

/** What may be said in a log about something thrown: its class, its code and where in our code it came from. */
export function faultOf(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { fault: typeof thrown }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` ${thrown.code}` : ''
  const where = /\/(src\/[\w/.-]+:\d+)/.exec(thrown.stack ?? '')?.[1]
  return { fault: `${thrown.name}${code}`, ...(where && { where }) }
}
