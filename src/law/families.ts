import type { Family } from './calculation.ts'
import {
  attachmentInEngland,
  attachmentInWales,
} from './council-tax/attachment-of-earnings.calculation.ts'

/** Everything that can be worked out, in the order the law page lists it. */
export const families: readonly Family[] = [attachmentInEngland, attachmentInWales]

export const familyNamed = (name: string): Family | undefined =>
  families.find(family => family.name === name)
