import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import type { Fields } from './form.ts'
import { formNotUnderstood, notFromHere, Refused } from './refused.ts'
import type { AnyRoute, UploadedFile } from './route.ts'

export type Received = {
  readonly fields: Fields
  readonly files: Readonly<Record<string, UploadedFile>>
  /** Takes the files off the disk. */
  readonly discard: () => Promise<void>
}

/** What a form sent. `isGenuine` judges its token, before the first byte of a file is kept. */
export async function receive(
  request: FastifyRequest,
  { upload }: Pick<AnyRoute, 'upload'>,
  isGenuine: (fields: Fields) => boolean,
): Promise<Received> {
  if (upload && request.isMultipart()) return receiveFiles(request, upload, isGenuine)
  const fields: Fields = { ...(request.body as Fields | undefined) }
  if (!isGenuine(fields)) throw notFromHere()
  return { fields, files: {}, discard: async () => {} }
}

async function receiveFiles(
  request: FastifyRequest,
  { fields: expected, maxBytes }: NonNullable<AnyRoute['upload']>,
  isGenuine: (fields: Fields) => boolean,
): Promise<Received> {
  const fields: Record<string, string | readonly string[]> = Object.create(null)
  const files: Record<string, UploadedFile> = Object.create(null)
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-upload-'))
  const discard = () => rm(folder, { recursive: true, force: true })
  try {
    const limits = { fileSize: maxBytes, files: expected.length }
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        if (part.valueTruncated || typeof part.value !== 'string') throw formNotUnderstood()
        const before = fields[part.fieldname]
        fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat()
        continue
      }
      if (!isGenuine(fields)) throw notFromHere()
      if (!expected.includes(part.fieldname) || files[part.fieldname]) throw formNotUnderstood()
      const path = join(folder, String(expected.indexOf(part.fieldname)))
      await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (part.file.truncated) throw tooLarge(maxBytes)
      // A browser sends an empty part for a file that nobody chose.
      if (part.file.bytesRead > 0 || part.filename !== '')
        files[part.fieldname] = { name: shown(part.filename), path, bytes: part.file.bytesRead }
    }
    if (!isGenuine(fields)) throw notFromHere()
    return { fields, files, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

const tooLarge = (maxBytes: number) =>
  new Refused(
    413,
    `The file is larger than ${Math.floor(maxBytes / 1_000_000)} MB, the most this page accepts. Nothing was kept.`,
  )

/** A file's name as it may be shown: the last part, without control or direction characters. */
const shown = (name: string | undefined): string =>
  (name ?? '').replace(/^.*[/\\]/s, '').replace(/[\p{C}]/gu, '').slice(0, 200)
