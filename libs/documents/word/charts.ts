import { AlignmentType, LineRuleType, Paragraph } from 'docx';
import { ChartRun, type ChartRunOptions } from 'docx/charts';
import type { Chart, Fonts } from '../content.js';
import { px } from '../geometry.js';
import { words } from './runs.js';
import type { Styling } from './styles.js';

/** Told apart on a black-and-white print too: from dark to light. */
const colours = ['1F3864', 'C00000', '7F7F7F', 'BF9000', '548235', '9DC3E6'] as const;

const size = { width: px(150), height: px(75) };

/**
 * A chart of the document's own, with its numbers in a workbook that Word opens by 编辑数据. Where there is nothing to
 * draw it says so: a period without cases is printed, too.
 */
export const chartBlock = (chart: Chart, fonts: Fonts, styling: Styling): Paragraph => {
  const drawn = drawable(chart);
  if (!drawn) return emptyChart(chart, styling);
  return new Paragraph({
    ...styling.paragraph('gap'),
    alignment: AlignmentType.CENTER,
    spacing: { before: 120, after: 120, line: 240, lineRule: LineRuleType.AUTO },
    children: [new ChartRun(optionsOf(drawn, fonts))],
  });
};

const emptyChart = ({ title }: Chart, styling: Styling): Paragraph =>
  new Paragraph({ ...styling.paragraph('tableTitle'), children: [words(`${title}：无`, styling.run('tableTitle'))] });

/** Numbers only, one for each category at most; a pie takes its first series and nothing below zero. */
const drawable = ({ series, ...chart }: Chart): Chart | undefined => {
  const isPie = chart.type === 'pie';
  const isDrawn = (value: number | null) => value !== null && Number.isFinite(value) && !(isPie && value < 0);
  const kept = series.slice(0, isPie ? 1 : undefined).map(({ name, values }) => ({
    name,
    values: values.slice(0, chart.categories.length).map((value) => (isDrawn(value) ? value : null)),
  }));
  return kept.length > 0 && chart.categories.length > 0 ? { ...chart, series: kept } : undefined;
};

const optionsOf = (chart: Chart, fonts: Fonts): ChartRunOptions => {
  const shared = {
    title: { text: chart.title, font: { name: fonts.hei, size: 12, color: '000000' } },
    font: { name: fonts.song, color: '000000' },
    transformation: size,
    categories: [...chart.categories],
    chartArea: { border: 'none' as const },
    altText: { name: chart.title, description: inWords(chart) },
  };
  return chart.type === 'pie' ? pie(chart, shared) : columns(chart, shared);
};

type Shared = { categories: string[] };

const pie = ({ series }: Chart, shared: Shared): ChartRunOptions => ({
  ...shared,
  type: 'pie',
  legend: { position: 'right' },
  dataLabels: { value: true, percentage: true, font: { size: 10 } },
  series: series.map(({ name, values }) => ({ name, values, colors: values.map((_, index) => colourAt(index)) })),
});

const columns = ({ type, series }: Chart, shared: Shared): ChartRunOptions => ({
  ...shared,
  type: type as 'column' | 'bar' | 'line',
  legend: series.length > 1 ? { position: 'bottom' } : false,
  dataLabels: { value: true, font: { size: 9 } },
  series: series.map(({ name, values }, index) => ({ name, values, color: colourAt(index) })),
  ...(type === 'line' ? { markers: true } : { gapWidth: 80, overlap: 0 }),
  // Word draws the first of lying bars at the bottom; a list is read from the top.
  ...(type === 'bar' ? { categoryAxis: { reverseOrder: true }, valueAxis: { crossesAt: 'maximum' as const } } : {}),
});

const colourAt = (index: number): string => colours[index % colours.length] ?? colours[0];

/** For whoever cannot see it: every number. */
const inWords = ({ title, categories, series }: Chart): string => {
  const lines = series.map(({ name, values }) => {
    const points = categories.map((category, index) => `${category}${values[index] ?? '—'}`);
    return `${name}：${points.join('，')}`;
  });
  return `${title}。${lines.join('；')}`;
};
