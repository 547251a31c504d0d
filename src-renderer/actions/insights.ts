// Owns taking Insights out: the pictures as SVG or PNG, the figures as CSV.
import type { Insights } from '#contract/insights.ts'
import { DogearError } from '#domain/errors.ts'
import { useInsights } from '../state/insights.ts'
import { reportFailure, tell } from '../state/toasts.ts'
import { insightsCsv } from '../words/insights.ts'
import { saveFile } from './save-file.ts'

const SVG = 'http://www.w3.org/2000/svg'
const SPACE = 24
const HEAD = 22
const SCALE = 2

/** `charts`: the element whose charts are taken, one below the other, with their titles. */
export function exportInsights(format: 'svg' | 'png' | 'csv', charts: HTMLElement | null): void {
  const { insights } = useInsights.getState()
  if (!insights || !charts) return
  const name = `dogear-insights-${insights.to}`
  contentOf(format, insights, charts)
    .then((content) => saveFile(`${name}.${format}`, content))
    .then((sentence) => {
      if (sentence !== null) tell(sentence)
    })
    .catch(reportFailure)
}

async function contentOf(format: 'svg' | 'png' | 'csv', insights: Insights, charts: HTMLElement): Promise<Blob> {
  if (format === 'csv') return new Blob([insightsCsv(insights)], { type: 'text/csv;charset=utf-8' })
  const { text, width, height } = oneSvg(charts)
  const svg = new Blob([text], { type: 'image/svg+xml' })
  return format === 'svg' ? svg : await toPng(svg, width, height)
}

/** With the colours of the theme written in, since no style sheet goes with the file. */
function oneSvg(charts: HTMLElement): { text: string; width: number; height: number } {
  const style = getComputedStyle(document.documentElement)
  const colour = (text: string): string => text.replace(/var\((--[\w-]+)\)/g, (_, token: string) => style.getPropertyValue(token).trim())
  const whole = document.createElementNS(SVG, 'svg')
  let width = 0
  let y = SPACE
  for (const figure of charts.querySelectorAll('figure')) {
    const chart = figure.querySelector('svg')
    if (!chart) continue
    const title = document.createElementNS(SVG, 'text')
    title.textContent = figure.dataset['title'] ?? ''
    setAll(title, { x: SPACE, y: y + 13, 'font-size': 13, 'font-weight': 600, fill: 'var(--ink)' })
    const copy = chart.cloneNode(true) as SVGSVGElement
    const size = chart.viewBox.baseVal
    setAll(copy, { x: SPACE, y: y + HEAD, width: size.width, height: size.height })
    whole.append(title, copy)
    width = Math.max(width, size.width)
    y += HEAD + size.height + SPACE
  }
  width += 2 * SPACE
  setAll(whole, { xmlns: SVG, width, height: y, viewBox: `0 0 ${width} ${y}`, 'font-family': 'Inter, system-ui, sans-serif' })
  const paper = document.createElementNS(SVG, 'rect')
  setAll(paper, { width, height: y, fill: 'var(--surface)' })
  whole.prepend(paper)
  return { text: colour(new XMLSerializer().serializeToString(whole)), width, height: y }
}

function setAll(element: Element, attributes: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
}

async function toPng(svg: Blob, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * SCALE
    canvas.height = height * SCALE
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob((png) =>
        png ? resolve(png) : reject(new DogearError('unsupported', 'The picture could not be made. Save it as SVG.')),
      ),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
