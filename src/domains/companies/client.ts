import { type Parts, readAnswer, type Understood } from './read-answer.ts'

/** What the register answered about a company, with the text that came. */
export type Answer =
  | { readonly is: 'not found'; readonly came: '' }
  | (Understood & { readonly came: string })
  /** It could not be asked: nothing is known that was not before. */
  | Failure
export type Failure = {
  readonly is: 'failed'
  readonly problem: string
  /** Whether it is the whole register that does not answer, and not only this company. */
  readonly isEverybodys: boolean
  readonly tryAgainInSeconds: number
}

/** A register of companies, whoever serves it. */
export type Register = {
  /** Said on pages as where it was read; never with a key. */
  readonly source: string
  /** Seconds to wait before a company may be asked about, so as to keep within the limit on requests. */
  readonly secondsToWait: () => number
  readonly read: (number: string) => Promise<Answer>
}

export type RegisterSettings = {
  readonly address: string
  readonly key: string
  /** The longest one request may take. */
  readonly milliseconds?: number
  readonly largestBytes?: number
  /** A monotonic clock, in milliseconds. */
  readonly elapsed?: () => number
}

/** Companies House lets a key make 600 requests in five minutes; some are left for whoever else uses it. */
const requestsInWindow = 500
const windowMilliseconds = 300_000
/** The profile, officers, controllers, insolvency and charges. */
const requestsForOne = 5

type Got =
  | { readonly is: 'json'; readonly value: unknown; readonly came: string }
  | { readonly is: 'nothing' }
  | { readonly is: 'garbage'; readonly problem: string; readonly came: string }
  | Failure

/**
 * Asks a register shaped like Companies House, with its key as the user's name. Only company numbers are sent. It follows no
 * redirect, waits no longer and reads no more than it is told, and makes no more requests than the limit.
 */
export function companiesHouse({
  address,
  key,
  milliseconds = 10_000,
  largestBytes = 2_000_000,
  elapsed = () => performance.now(),
}: RegisterSettings): Register {
  const base = new URL(address)
  let asked: number[] = []

  async function get(path: string): Promise<Got> {
    asked.push(elapsed())
    try {
      const response = await fetch(new URL(path, base), {
        headers: {
          authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
          accept: 'application/json',
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(milliseconds),
      })
      if (!response.ok) {
        await response.body?.cancel()
        return withoutAnswer(response)
      }
      const { text, isWhole } = await textOf(response, largestBytes)
      if (!isWhole) return garbage('What came is larger than any answer should be', text)
      return parsed(text)
    } catch (fault) {
      const isLate = fault instanceof Error && fault.name === 'TimeoutError'
      return failed(isLate ? 'It took too long to answer' : 'It could not be reached', 60)
    }
  }

  return {
    source: base.host,
    secondsToWait: () => {
      const since = elapsed() - windowMilliseconds
      asked = asked.filter(at => at > since)
      const [oldest] = asked
      return oldest === undefined || asked.length + requestsForOne <= requestsInWindow
        ? 0
        : Math.ceil((oldest - since) / 1000)
    },
    read: number => readCompany(get, number),
  }
}

async function readCompany(get: (path: string) => Promise<Got>, number: string): Promise<Answer> {
  const at = `/company/${encodeURIComponent(number)}`
  const profile = await get(at)
  if (profile.is === 'nothing') return { is: 'not found', came: '' }
  if (profile.is === 'failed') return profile
  if (profile.is === 'garbage') return unreadable(profile)
  const parts: { -readonly [part in keyof Parts]: Parts[part] } = { profile: profile.value }
  for (const [part, path] of [
    ['officers', 'officers?items_per_page=100'],
    ['controllers', 'persons-with-significant-control?items_per_page=100'],
    // An insolvency that the profile does not yet mention is asked about too: it is what matters most.
    ['insolvency', 'insolvency'],
    ['charges', 'charges?items_per_page=1'],
  ] as const) {
    const got = await get(`${at}/${path}`)
    if (got.is === 'failed') return got
    if (got.is === 'garbage') return unreadable(got)
    if (got.is === 'json') parts[part] = got.value
  }
  return { ...readAnswer(number, parts), came: JSON.stringify(parts) }
}

const unreadable = ({ problem, came }: Extract<Got, { is: 'garbage' }>): Answer => ({
  is: 'could not be read',
  problem,
  came,
})

/** As much is kept of what cannot be read as somebody needs to see what it is. */
const keptOfGarbage = 10_000
const garbage = (problem: string, came: string): Got => ({
  is: 'garbage',
  problem,
  came: came.slice(0, keptOfGarbage).replaceAll('\0', '\uFFFD'),
})

const failed = (problem: string, tryAgainInSeconds: number, isEverybodys = false): Failure => ({
  is: 'failed',
  problem,
  isEverybodys,
  tryAgainInSeconds,
})

function withoutAnswer(response: Response): Got {
  const { status } = response
  if (status === 404) return { is: 'nothing' }
  if (status === 429) {
    const said = Number(response.headers.get('retry-after'))
    const seconds = Number.isFinite(said) && said > 0 ? Math.min(said, 3600) : 300
    return failed('It had more requests than it allows', seconds, true)
  }
  if (status === 401 || status === 403) return failed('It did not accept the key', 3600, true)
  if (status >= 300 && status < 400)
    return failed('It sent us on to another address, which is not followed', 3600, true)
  return failed(`It answered with the fault ${status}`, 60)
}

/** At most so many bytes of the answer, and whether that is all of it. */
async function textOf(
  response: Response,
  largestBytes: number,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk)
    bytes += chunk.length
    // Leaving the loop gives the rest of the answer up.
    if (bytes > largestBytes) break
  }
  return { text: Buffer.concat(chunks).toString('utf8'), isWhole: bytes <= largestBytes }
}

function parsed(text: string): Got {
  try {
    const value: unknown = JSON.parse(text)
    return { is: 'json', value, came: text }
  } catch {
    return garbage('What came is no JSON', text)
  }
}
