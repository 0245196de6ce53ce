import pg from 'pg'

/** Asks a PostgreSQL server itself, beside any connection to a database of ours: to make, copy and drop databases. */
export async function withServer<T>(
  server: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
