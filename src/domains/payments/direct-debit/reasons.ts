/** The reports in which Bacs says that something was returned, changed or claimed. */
export const adviceKinds = ['ARUDD', 'ADDACS', 'AUDDIS', 'DDICA'] as const
export type AdviceKind = (typeof adviceKinds)[number]

/**
 * What a reason leads to.
 *
 * - `present again`: the money was not there. It may be asked for once more, with notice, within a month.
 * - `cancel`: there is no instruction any more: nothing is ever collected under it.
 * - `deceased`: the payer has died. The mandate ends and all contact stops.
 * - `new details`: the account moved and the bank moved the instruction: ours follows, and nothing is lodged again.
 * - `pause`: nobody knows yet what is right. Nothing is collected until somebody has looked.
 * - `reinstate`: the bank cancelled by mistake.
 * - `none`: the money goes back and the mandate stands.
 */
export type Effect =
  'present again' | 'cancel' | 'deceased' | 'new details' | 'pause' | 'reinstate' | 'none'

export type Reason = { readonly says: string; readonly effect: Effect }

const cancelled = (says: string): Reason => ({ says, effect: 'cancel' })
const paused = (says: string): Reason => ({ says, effect: 'pause' })

const died: Reason = { says: 'the payer has died', effect: 'deceased' }
const moved: Reason = { says: 'the account was moved to another bank', effect: 'new details' }
const branch: Reason = { says: 'the account was moved to another branch', effect: 'new details' }

/**
 * Every reason code that Bacs gives, by report. Not law: the scheme's codes, from published accounts of them, to be
 * confirmed against the Service User's Guide.
 */
const reasons: Readonly<Record<AdviceKind, Readonly<Record<string, Reason>>>> = {
  ARUDD: {
    0: { says: 'refer to payer', effect: 'present again' },
    1: cancelled('the payer cancelled the instruction'),
    2: died,
    // It never says where to; the bank's ADDACS does.
    3: paused('the account was transferred, and the report does not say where to'),
    4: paused('the payer disputes the advance notice'),
    5: cancelled('there is no such account'),
    6: cancelled('the bank has no instruction'),
    7: paused('the amount is not what the bank was told'),
    8: paused('it was presented before it was due'),
    9: paused('it was presented too late'),
    A: paused('the service user is not the one of the instruction'),
    B: cancelled('the account is closed'),
  },
  ADDACS: {
    0: cancelled('the bank cancelled the instruction: refer to payer'),
    1: cancelled('the payer cancelled the instruction'),
    2: died,
    3: moved,
    B: cancelled('the account is closed'),
    C: branch,
    D: paused('the payer disputes the advance notice'),
    E: { says: 'the instruction was amended', effect: 'new details' },
    K: cancelled('the bank cancelled the instruction'),
    R: { says: 'the instruction was reinstated', effect: 'reinstate' },
  },
  AUDDIS: {
    1: cancelled('the payer cancelled the instruction'),
    2: died,
    3: moved,
    5: cancelled('there is no such account'),
    6: cancelled('the bank has no instruction'),
    7: cancelled('the instruction was sent with an amount'),
    B: cancelled('the account is closed'),
    C: branch,
    F: cancelled('direct debits cannot be taken from this kind of account'),
    G: cancelled('the bank does not allow direct debits on this account'),
    H: cancelled('the instruction has expired'),
    I: cancelled('the payer’s reference is not unique'),
    K: cancelled('the bank cancelled the instruction'),
    L: cancelled('the payer’s details are wrong'),
    M: cancelled('the transaction code does not fit the service user’s status'),
    N: cancelled('the bank’s branch does not allow the transaction'),
    O: cancelled('the reference is not valid'),
    P: cancelled('the payer’s name is missing'),
    Q: cancelled('the service user’s name is missing'),
  },
  DDICA: {
    1: paused('the amount or the date is not what was notified'),
    2: paused('the payer had no advance notice'),
    3: cancelled('the payer cancelled with the bank'),
    4: cancelled('the payer cancelled with the service user'),
    5: cancelled('no instruction is held'),
    6: cancelled('the signature is not the payer’s, or not enough of those needed'),
    7: { says: 'claimed at the service user’s own request', effect: 'none' },
    8: cancelled('the payer does not know the service user’s name'),
  },
}

/** What a code means and does; undefined for one that nobody here knows. */
export const reasonFor = (kind: AdviceKind, code: string): Reason | undefined => {
  const known = reasons[kind]
  return Object.hasOwn(known, code) ? known[code] : undefined
}

export const reasonsOf = (kind: AdviceKind): Readonly<Record<string, Reason>> => reasons[kind]
