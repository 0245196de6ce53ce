import { NoAnswer, type PayAnswer, type Transport } from './pay.ts'

/** Milliseconds that Pay may take, and bytes that its answer may have. */
const longestWait = 10_000
const largestAnswer = 1_000_000

/**
 * GOV.UK Pay over the network. Never follows it elsewhere with our key, never waits longer than ten seconds, reads no more
 * than a megabyte, and tries once: whoever asks knows whether asking again is safe. What it throws names neither key nor
 * payment.
 */
export const overHttp =
  ({ address, key }: { readonly address: string; readonly key: string }): Transport =>
  async ({ method, path, body, idempotencyKey }): Promise<PayAnswer> => {
    try {
      const answer = await fetch(new URL(path, address), {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(longestWait),
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: asJson(await atMost(answer, largestAnswer)) }
    } catch (fault) {
      if (fault instanceof NoAnswer) throw fault
      throw new NoAnswer('GOV.UK Pay did not answer.')
    }
  }

async function atMost({ body }: Response, bytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > bytes) throw new NoAnswer('GOV.UK Pay answered with more than is read.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Some refusals come without a body. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
