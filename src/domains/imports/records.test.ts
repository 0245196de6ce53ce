import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { FileRefused } from './refuse.ts'
import { records } from './records.ts'

async function* inChunks(text: string, sizes: readonly number[]) {
  let from = 0
  for (let n = 0; from < text.length; n++) {
    const size = Math.max(1, sizes[n % Math.max(1, sizes.length)] ?? text.length)
    yield text.slice(from, from + size)
    from += size
  }
}
const split = (text: string, sizes: readonly number[] = [], delimiter = ',', quote = '"') =>
  Array.fromAsync(records(inChunks(text, sizes), { delimiter, quote }))

/** What came of it, or why it was refused: both have to be the same whatever the chunks. */
const ended = (text: string, sizes?: readonly number[]) =>
  split(text, sizes).catch((thrown: unknown) => {
    assert(thrown instanceof FileRefused)
    return thrown.refusal.says
  })

const cases: readonly [why: string, text: string, expected: readonly (readonly string[])[]][] = [
  [
    'three kinds of line end, none at the last',
    'a,b\nc,d\r\ne,f\rg,h',
    [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ],
  ],
  ['empty cells at both ends', ',a,\n', [['', 'a', '']]],
  [
    'quotes around delimiters, line ends and quotes',
    '"a,1","b\r\nc","d ""e"""\n',
    [['a,1', 'b\r\nc', 'd "e"']],
  ],
  ['a quote inside a cell that does not begin with one', 'a"b,5" pipe\n', [['a"b', '5" pipe']]],
  ['an empty quoted cell', '"",x\n""', [['', 'x'], ['']]],
  ['blank lines, which are records of one empty cell', 'a\n\nb', [['a'], [''], ['b']]],
  ['nothing', '', []],
]

suite('records', () => {
  for (const [why, text, expected] of cases) {
    test(why, async () => {
      assert.deepEqual(
        (await split(text)).map(({ cells }) => cells),
        expected,
      )
    })
  }

  test('each names the line on which it begins', async () => {
    const found = await split('a\n"b\nc"\r\nd\r"e\r\nf"\ng')
    assert.deepEqual(
      found.map(({ line }) => line),
      [1, 2, 4, 5, 7],
    )
  })

  test('another delimiter, and no quotes at all', async () => {
    const found = await split('a|"b\nc\t|d"', [], '|', '')
    assert.deepEqual(
      found.map(({ cells }) => cells),
      [
        ['a', '"b'],
        ['c\t', 'd"'],
      ],
    )
  })

  test('a quote that ends in the middle of its cell is marked; one that did so lines later refuses the file', async () => {
    const found = await split('"a"b,c\n"d" ,e')
    assert.deepEqual(
      found.map(({ isMisquoted }) => isMisquoted),
      [true, undefined],
    )
    for (const text of ['a\n"b\nc', 'a\n"b,c\nd,"e",f\n'])
      await assert.rejects(split(text), /A quote opens on line 2 and is not closed/)
  })

  test('a quote that swallows megabytes is refused before they are kept', async () => {
    async function* endless() {
      yield 'a,b\n"'
      for (let n = 0; n < 10_000; n++) yield 'x'.repeat(65_536)
      assert.fail('it read on')
    }
    await assert.rejects(async () => {
      for await (const _ of records(endless(), { delimiter: ',', quote: '"' }));
    }, /opens on line 2/)
  })

  test('whatever the chunks, the records are the same', async () => {
    const text = fc
      .array(fc.constantFrom('a', ',', '"', '""', '\r', '\n', '\r\n', ' ', 'é', '😀'), {
        maxLength: 40,
      })
      .map(parts => parts.join(''))
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 8 }),
        async (text, sizes) => {
          assert.deepEqual(await ended(text, sizes), await ended(text))
        },
      ),
    )
  })

  test('what was written as CSV is read as it was', async () => {
    const cells = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 5 }), async rows => {
        const text = rows
          .map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(','))
          .join('\n')
        assert.deepEqual(
          (await split(text)).map(({ cells }) => cells),
          rows,
        )
      }),
    )
  })
})
