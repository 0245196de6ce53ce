/** How much and how slowly a request may come. Times are milliseconds, sizes bytes. */
export const defaultLimits = {
  /** Everything of a request must have arrived by then. Fastify's own default is never. */
  requestTimeout: 60_000,
  headersTimeout: 10_000,
  /** A connection on which nothing moves; longer than the slowest page. */
  connectionTimeout: 120_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxRequestsPerSocket: 1_000,
  maxHeaderSize: 16 * 1024,
  bodyLimit: 256 * 1024,
  maxParamLength: 200,
  /** A form with files. How large each file may be is the route's own matter. */
  multipart: { fields: 50, fieldNameSize: 100, fieldSize: 64 * 1024, parts: 60, headerPairs: 20 },
} as const

export type Limits = {
  readonly [K in keyof typeof defaultLimits]: Widened<(typeof defaultLimits)[K]>
}
type Widened<T> = T extends number ? number : T
