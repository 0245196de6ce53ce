// How many letters a second one process writes, and whether memory stays put: node run.mjs bench/letters.ts [letters]
import { templates, typesetLetter } from '#correspondence'
import { someFacts } from '../src/domains/correspondence/testing.ts'
import { peakMegabytes, seconds, timed } from './floor.ts'

const wanted = Number(process.argv[2] ?? 1_000)
const notices = Object.keys(templates)

const write = async (from: number, until: number): Promise<number> => {
  let pages = 0
  for (let n = from; n < until; n += 1) {
    const notice = notices[n % notices.length] ?? 'reminder'
    const letter = await typesetLetter(
      someFacts({ notice, reference: String(70_000_000 + n), claimed: BigInt(100_00 + n) }),
    )
    if (!letter.ok) throw new Error(letter.refusal.says)
    pages += letter.value.pages
  }
  return pages
}

const first = await timed(() => write(0, 1))
const half = await timed(() => write(1, Math.ceil(wanted / 2)))
const halfway = peakMegabytes()
const rest = await timed(() => write(Math.ceil(wanted / 2), wanted))
const milliseconds = half.milliseconds + rest.milliseconds

process.stdout.write(
  `The first letter, with the compiler's start: ${seconds(first.milliseconds)}\n` +
    `${wanted - 1} more: ${seconds(milliseconds)}, ${(((wanted - 1) * 1000) / milliseconds).toFixed(1)} letters a second\n` +
    `Peak memory: ${halfway} MB halfway, ${peakMegabytes()} MB at the end\n`,
)
