import type { Clock } from '#platform/clock.ts'
import type { EffectKind } from '#platform/outbox.ts'
import { fileKind } from './file.ts'
import { noticeEffect } from './plan.ts'
import { fileSender } from './send-file.ts'
import { noticeSender } from './send-notice.ts'

/** What direct debits put in the outbox: notices to payers, and files for Bacs, which go into `folder`. */
export const directDebitEffects = ({
  clock,
  folder,
}: {
  readonly clock: Clock
  readonly folder: string
}): Readonly<Record<string, EffectKind>> => ({
  [noticeEffect]: { send: noticeSender(clock) },
  [fileKind]: fileSender(folder),
})
