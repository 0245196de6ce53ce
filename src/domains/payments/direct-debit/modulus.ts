import { isIn, type ModulusTable, type Weights, type WeightLine } from './modulus-table.ts'

/** A bank account in the United Kingdom: six digits and eight. */
export type BankAccount = { readonly sortCode: string; readonly accountNumber: string }

/**
 * Whether an account could be one of the sort code's. The table does not have every sort code, and some accounts have no
 * check digit: those cannot be checked, and are taken as given.
 */
export type ModulusResult = 'passes' | 'cannot be checked' | 'fails'

/** The sort codes that exceptions 8 and 9 check against instead of the account's own. */
const insteadFor8 = '090126'
const insteadFor9 = '309634'

/** The weights that exception 2 uses where the account does not begin with 0, by whether its seventh digit is 9. */
const weightsFor2: Weights = [0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1]
const weightsFor2With9: Weights = [0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1]

/** Pairs of lines of which one is enough; of any other two lines, both must pass. */
const oneIsEnough: ReadonlySet<string> = new Set(['2/9', '10/11', '12/13'])

/**
 * Checks a sort code and account number against the weights of the industry's table, with all its exceptions.
 *
 * Source: Vocalink, “Validating account numbers: UK modulus checking”. Its positions are called u to z for the sort code
 * and a to h for the account number, as here.
 */
export function checkModulus(account: BankAccount, table: ModulusTable): ModulusResult {
  const lines = table.lines.filter(line => isIn(line, account.sortCode))
  const [first, second] = lines
  if (!first || isForeignCurrency(account, lines)) return 'cannot be checked'
  const firstPasses = passes(first, account, table)
  if (!second) return firstPasses ? 'passes' : 'fails'
  const { accountNumber } = account
  if (second.exception === 3 && (accountNumber[2] === '6' || accountNumber[2] === '9')) {
    return firstPasses ? 'passes' : 'fails'
  }
  const either = oneIsEnough.has(`${first.exception}/${second.exception}`)
  if (either && firstPasses) return 'passes'
  if (!either && !firstPasses) return 'fails'
  return passes(second, account, table) ? 'passes' : 'fails'
}

/** Exception 6: a foreign currency account, which has no check digit. */
const isForeignCurrency = ({ accountNumber }: BankAccount, lines: readonly WeightLine[]): boolean =>
  lines.some(({ exception }) => exception === 6) &&
  /^[4-8]/.test(accountNumber) &&
  accountNumber[6] === accountNumber[7]

function passes(line: WeightLine, account: BankAccount, table: ModulusTable): boolean {
  const sortCode = sortCodeFor(line, account, table)
  const digits = digitsOf(sortCode + account.accountNumber)
  if (isDivisible(line, digits)) return true
  if (line.exception !== 14 || !/[019]$/.test(account.accountNumber)) return false
  // Exception 14: the last digit may be no check digit. Without it, the account is one place further along.
  return isDivisible(line, digitsOf(`${sortCode}0${account.accountNumber.slice(0, 7)}`))
}

function sortCodeFor(
  { exception }: WeightLine,
  { sortCode }: BankAccount,
  { substitutes }: ModulusTable,
): string {
  if (exception === 5) return substitutes.get(sortCode) ?? sortCode
  if (exception === 8) return insteadFor8
  return exception === 9 ? insteadFor9 : sortCode
}

const digitsOf = (text: string): readonly number[] => Array.from(text, Number)

function isDivisible(line: WeightLine, digits: readonly number[]): boolean {
  const weights = weightsFor(line, digits)
  const products = weights.map((weight, n) => weight * (digits[n] ?? 0))
  // “Double alternate” adds the figures of each product, not the products.
  const added = line.method === 'DBLAL' ? products.map(figures) : products
  const total = added.reduce((a, b) => a + b, 0) + (line.exception === 1 ? 27 : 0)
  const modulus = line.method === 'MOD11' ? 11 : 10
  return agrees(line, total % modulus, digits)
}

const figures = (product: number): number => Math.floor(product / 10) + (product % 10)

/** What the remainder has to be: nothing, but for exceptions 4 and 5, where it is compared with the check digits. */
function agrees({ exception, method }: WeightLine, remainder: number, digits: readonly number[]) {
  const [g = 0, h = 0] = digits.slice(12)
  if (exception === 4) return remainder === g * 10 + h
  if (exception !== 5) return remainder === 0
  if (method === 'DBLAL') return h === (10 - remainder) % 10
  return remainder !== 1 && g === (11 - remainder) % 11
}

function weightsFor({ exception, weights }: WeightLine, digits: readonly number[]): Weights {
  const [a = 0, b = 0] = digits.slice(6)
  const g = digits[12]
  if (exception === 2 && a !== 0) return g === 9 ? weightsFor2With9 : weightsFor2
  const isWithoutSortCode =
    (exception === 7 && g === 9) || (exception === 10 && (a === 0 || a === 9) && b === 9 && g === 9)
  return isWithoutSortCode ? weights.map((weight, n) => (n < 8 ? 0 : weight)) : weights
}
