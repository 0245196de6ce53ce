import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { colours, type LetterFacts } from './letter.ts'
import { templates } from './templates.ts'
import { fromPenllyn, someFacts } from './testing.ts'
import { typesetLetter } from './typeset.ts'

const written = async (facts: LetterFacts) => {
  const letter = await typesetLetter(facts)
  assert(letter.ok, letter.ok ? '' : letter.refusal.says)
  return letter.value
}
const whyNot = async (differences: Partial<LetterFacts>): Promise<string> => {
  const letter = await typesetLetter(someFacts(differences))
  assert(!letter.ok, 'the letter was written')
  return letter.refusal.code
}

/** Poppler's, which CI installs. Without it the text is not read back; everything else still is checked. */
const hasReader = spawnSync('pdftotext', ['-v']).error === undefined
const readBack = (pdf: Uint8Array, ...options: readonly string[]): string => {
  const read = spawnSync('pdftotext', [...options, '-', '-'], { input: pdf, encoding: 'utf8' })
  assert.equal(read.status, 0, read.stderr)
  return read.stdout
}

suite('typesetting', () => {
  test('every letter is one page, tagged, with its language, the same every time', async () => {
    for (const notice of Object.keys(templates)) {
      const facts = someFacts({ notice })
      const letter = await written(facts)
      assert.equal(letter.pages, 1, notice)
      assert.equal((await written({ ...facts, jointly: true, nation: 'Wales' })).pages, 1, notice)
      const pdf = Buffer.from(letter.pdf).toString('latin1')
      assert.match(pdf, /^%PDF-/)
      assert.match(pdf, /\/StructTreeRoot/)
      assert.match(pdf, /\/Lang \(en-GB\)/)
      assert.equal((await written(facts)).sha256, letter.sha256)
      // Not every letter asks for money; every letter says which account it is about.
      assert.notEqual((await written({ ...facts, reference: '70001' })).sha256, letter.sha256)
    }
  })

  test('of many asked for at once, each gets its own, also when the thread is replaced', async () => {
    const facts = Array.from({ length: 60 }, (_, n) => someFacts({ reference: `7000${n}` }))
    const letters = await Promise.all(facts.map(written))
    assert.equal(new Set(letters.map(({ sha256 }) => sha256)).size, facts.length)
    for (const n of [0, 49, 50, 59]) {
      assert.equal((await written(facts[n] ?? someFacts())).sha256, letters[n]?.sha256)
    }
  })

  test('what is missing stops a letter, and is named', async () => {
    for (const lacking of [
      { addressee: ' ' },
      { addressLines: [] },
      { telephone: '' },
      { councilAddress: [] },
      { reference: '' },
      { claimed: 0n },
    ]) {
      assert.equal(await whyNot(lacking), 'letter-lacks-something')
    }
    assert.equal(await whyNot({ notice: 'summons' }), 'no-letter-for-this')
  })

  test('a Welsh letter to Welsh names is one page, and the names come back as they are', async () => {
    for (const notice of Object.keys(templates)) {
      const { pdf, pages } = await written(fromPenllyn({ notice }))
      assert.equal(pages, 1, notice)
      if (!hasReader) continue
      const read = readBack(pdf).replace(/\s+/g, ' ').normalize('NFC')
      for (const said of ['Siân Llŷr a Ŵyn ap Gŵyn', 'Tŷ’r Ŵyn, Lôn yr Ŷd', 'Cyngor Penllyn']) {
        assert(read.includes(said), `${notice}: ${said}`)
      }
    }
  })

  test('every letter of Welsh can be drawn, composed or not', async () => {
    const vowels = 'aeiouwyAEIOUWY'
    const marked = Array.from(vowels).flatMap(vowel =>
      ['\u0300', '\u0301', '\u0302', '\u0308'].map(mark => vowel + mark),
    )
    await written(someFacts({ addressee: marked.slice(0, 28).join('') }))
    await written(someFacts({ addressee: marked.slice(28).join('').normalize('NFC') }))
  })

  test('a refused character is named', async () => {
    const letter = await typesetLetter(someFacts({ addressee: '李 Llŷr\u202E' }))
    assert(!letter.ok)
    assert.match(letter.refusal.says, /cannot write 李 \(U\+674E\), U\+202E\. /)
  })

  test('a character that the font lacks, or that could turn its neighbours round, stops a letter', async () => {
    for (const addressee of [
      '李小龍',
      'Ana 💷',
      'PAID\u202EIN FULL',
      'A\u200BB',
      'Two\nlines',
      'a\u0001',
    ]) {
      assert.equal(await whyNot({ addressee }), 'letter-not-drawable', addressee)
    }
  })

  test('a name or a line too long for its place stops a letter', async () => {
    assert.equal(await whyNot({ addressee: 'x'.repeat(500) }), 'letter-too-long')
    assert.equal(await whyNot({ addressee: 'Long '.repeat(80) }), 'letter-too-long')
    assert.equal(await whyNot({ addressLines: ['Long '.repeat(80), 'QX1 1AA'] }), 'letter-too-long')
    assert.equal(await whyNot({ about: 'W'.repeat(60) }), 'letter-too-long')
  })

  test('the name of two people or of a long body goes over two lines', async () => {
    const addressee =
      'The Trustees of the Nether Aldermere and District Horticultural and Allotment Society'
    const letter = await written(someFacts({ addressee }))
    assert.equal(letter.pages, 1)
  })

  test('every council colour is the one its pages have', async () => {
    const styles = await readFile(new URL('../../web/assets/evenhand.css', import.meta.url), 'utf8')
    for (const [colour, code] of Object.entries(colours)) {
      assert(styles.includes(`.eh-council-${colour} {\n  --eh-council: ${code};`), colour)
    }
    await written(someFacts({ colour: 'maroon' }))
  })

  test('an address of many lines keeps them all in the window', async () => {
    const lines = [
      'Flat 3',
      'Mill House',
      '4 Mill Lane',
      'Nether Street',
      'Nether',
      'Aldermere',
      'Testshire',
      'QX2 3BB',
    ]
    await written(someFacts({ addressLines: lines }))
  })

  test('a name made of markup is written as it stands', { skip: !hasReader }, async () => {
    for (const addressee of [
      '#import "/etc/passwd": *',
      '$ x $ *bold* _under_ `raw` = Heading',
      '#panic("x") #eval("1+1") \\u{41}',
      '<script>alert(1)</script>',
      '{{7*7}} ${7*7} <%= 7*7 %>',
      'Smith) Tj ET BT (PAID IN FULL',
      '%%EOF',
      'A\\',
    ]) {
      const text = readBack((await written(someFacts({ addressee }))).pdf)
      assert(text.includes(`Dear ${addressee}`), `${addressee} became ${text.slice(0, 300)}`)
    }
  })

  test('it has its title, and every page can be read aloud', { skip: !hasReader }, async () => {
    const { pdf, pages } = await written(
      someFacts({ notice: 'second reminder', nation: 'Wales', jointly: true }),
    )
    const told = spawnSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' }).stdout
    assert.match(told, /^Title: +Your council tax is late again$/m)
    assert.match(told, /^Tagged: +yes$/m)
    for (let page = 1; page <= pages; page += 1) {
      const text = readBack(pdf, '-f', `${page}`, '-l', `${page}`)
      assert.match(text, new RegExp(`Page ${page} of ${pages}`))
    }
  })

  test(
    'the pence and the dates are in the text, and names come back as they are',
    { skip: !hasReader },
    async () => {
      const text = readBack((await written(someFacts())).pdf).replace(/\s+/g, ' ')
      for (const wanted of [
        '£312.41',
        '£1,234.56',
        '12 May 2026',
        '18 May 2026',
        '26 May 2026',
        'Ms Zoë Wyn-Jônes',
      ]) {
        assert(text.includes(wanted), wanted)
      }
    },
  )

  test(
    'the address shows in the window and nothing else does; the body begins below it',
    { skip: !hasReader },
    async () => {
      const address = [
        'Flat 3',
        'Mill House',
        '4 Mill Lane',
        'Nether Street',
        'Aldermere',
        'QX2 3BB',
      ]
      const { pdf } = await written(
        someFacts({ addressee: 'Ms Pat Windowtest', addressLines: address }),
      )
      const words = [
        ...readBack(pdf, '-bbox', '-l', '1').matchAll(
          /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g,
        ),
      ].map(([, ...found]) => ({
        left: millimetres(found[0]),
        top: millimetres(found[1]),
        right: millimetres(found[2]),
        bottom: millimetres(found[3]),
        word: found[4] ?? '',
      }))
      const window = { left: 24.6, right: 120, top: 40, bottom: 66.2 }
      const inWindow = words.filter(
        it =>
          it.right > window.left &&
          it.left < window.right &&
          it.bottom > window.top &&
          it.top < window.bottom,
      )
      assert.equal(
        inWindow.map(({ word }) => word).join(' '),
        ['Ms Pat Windowtest', ...address].join(' '),
      )
      for (const it of inWindow) {
        assert(it.left >= window.left && it.right <= window.right, it.word)
        assert(
          it.top >= window.top && it.bottom <= window.bottom,
          `${it.word} ${it.top} ${it.bottom}`,
        )
      }
      for (const it of words) {
        assert(it.left >= 15 && it.right <= 195 && it.top >= 5 && it.bottom <= 292, it.word)
        assert(
          it.top >= 95 || it.left >= 125 || inWindow.includes(it),
          `${it.word} is above the body`,
        )
      }
    },
  )
})

const millimetres = (points: string | undefined): number => (Number(points) * 25.4) / 72
