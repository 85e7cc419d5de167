import { describe, expect, it } from '@jest/globals';
import { meanInterval, studentT } from './student-t.js';

describe('the interval of a mean', () => {
  // sprintf("%.17g", qt(.975, df))
  it.each([
    [1, 12.706204736174694],
    [2, 4.3026527297494619],
    [3, 3.1824463052837078],
    [4, 2.7764451051977934],
    [9, 2.2621571627982049],
    [30, 2.0422724563012378],
    [99, 1.9842169515864172],
    [199, 1.9719565442517519],
    [200, 1.9718962236339079],
    [201, 1.9718365067798576],
    [999, 1.9623414611334493],
    [1e6, 1.9599663568141066],
  ])('has the point of R qt for %d degrees of freedom', (freedom, point) =>
    expect(Math.abs(studentT(freedom) - point)).toBeLessThan(1e-11),
  );

  // x; r <- t.test(x); c(mean(x), sd(x), length(x), r$conf.int)
  it.each([
    ['c(-1, 2)', 0.5, 2.1213203435596424, 2, -18.559307104262039, 19.559307104262043],
    ['c(3, 5, 8, 13, 21)', 10, 7.2111025509279782, 5, 1.0462335751574023, 18.953766424842598],
    ['c(6,7,7,8,9,10,4,8,7,7,6,8)', 7.25, 1.5447859516333116, 12, 6.2684898329179788, 8.2315101670820212],
    ['1:400/7', 28.642857142857142, 16.516328758118689, 400, 27.019362066157715, 30.266352219556566],
  ])('agrees with R t.test(%s)', (_x, mean, sd, n, lower, upper) => {
    expect(meanInterval(mean, sd, n)).toEqual({
      level: 0.95,
      lower: expect.closeTo(lower, 9),
      upper: expect.closeTo(upper, 9),
      method: 'student-t',
    });
  });

  it('is not there where nothing tells how much the mean can differ', () => {
    expect(meanInterval(null, null, 0)).toBeNull();
    expect(meanInterval(5, null, 1)).toBeNull();
    expect(meanInterval(5, 0, 3)).toBeNull();
  });
});
