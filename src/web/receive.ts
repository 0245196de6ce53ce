import type { FastifyRequest } from 'fastify'
import { formNotUnderstood, notFromHere, Refused } from './refused.ts'
import type { AnyRoute, Request } from './route.ts'

/** What a browser sends: a field that comes twice is a list, which a form that expects one answer refuses. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

export type Received = {
  readonly fields: Fields
  readonly file?: Request<unknown, unknown, unknown>['file']
  /** Lets go of whatever of the file was not read, so that the connection can end. */
  readonly discard?: () => void
}

/** What a form sent. `isGenuine` judges its token, before the first byte of a file is read. */
export async function receive(
  request: FastifyRequest,
  { upload }: Pick<AnyRoute, 'upload'>,
  isGenuine: (fields: Fields) => boolean,
): Promise<Received> {
  const received =
    upload && request.isMultipart()
      ? await untilTheFile(request, upload.largestBytes, isGenuine)
      : { fields: { ...(request.body as Fields | undefined) } }
  if (!isGenuine(received.fields)) throw notFromHere()
  return received
}

/** The fields that come before the file, and the file, which is still arriving. Whatever follows it is not read. */
async function untilTheFile(
  request: FastifyRequest,
  largestBytes: number,
  isGenuine: (fields: Fields) => boolean,
): Promise<Received> {
  const fields: Record<string, string | readonly string[]> = Object.create(null)
  for await (const part of request.parts({ limits: { fileSize: largestBytes, files: 1 } })) {
    if (part.type === 'field') {
      if (part.valueTruncated || typeof part.value !== 'string') throw formNotUnderstood()
      const before = fields[part.fieldname]
      fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat()
      continue
    }
    if (!isGenuine(fields)) throw notFromHere()
    // A browser sends an empty part for a file that nobody chose.
    if (part.filename)
      return {
        fields,
        file: { name: shown(part.filename), bytes: whole(part.file, largestBytes) },
        discard: () => void part.file.resume(),
      }
    part.file.resume()
  }
  return { fields }
}

/** The file's bytes. Throws at the limit: the parser only stops there, and half a file must not pass for one. */
async function* whole(
  file: AsyncIterable<Uint8Array> & { readonly truncated: boolean },
  largestBytes: number,
): AsyncGenerator<Uint8Array> {
  yield* file
  if (!file.truncated) return
  const megabytes = Math.floor(largestBytes / 1_000_000)
  throw new Refused(
    413,
    `The file is larger than ${megabytes} MB, the most this page takes. Nothing of it was kept.`,
  )
}

/** A file's name as it may be shown: the last part, without control or direction characters. */
const shown = (name: string): string =>
  name
    .replace(/^.*[/\\]/s, '')
    .replace(/\p{C}/gu, '')
    .slice(0, 200)
