import { memoryUsage } from 'node:process'
import { templates, typesetLetter } from '#correspondence'
import { someFacts } from '../src/domains/correspondence/testing.ts'
const t0=performance.now(); let last=t0
for (let n=0;n<=320;n++){ await typesetLetter(someFacts({notice:Object.keys(templates)[n%5]!,reference:String(70_000_000+n),claimed:BigInt(10000+n)}))
 if(n%20===0){const now=performance.now();console.log(n,((now-last)/20).toFixed(1)+' ms',Math.round(memoryUsage().rss/1e6)+' MB');last=now}}
