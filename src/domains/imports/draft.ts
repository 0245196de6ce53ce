import { readProfile } from './profile.ts'

/** Drafts a profile. */
export async function draftProfile(bytes: Uint8Array, fileName: string): Promise<unknown> {
  return readProfile(`${bytes.length} ${fileName}`)
}
