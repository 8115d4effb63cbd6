import { speedometer } from './speedometer.js';

describe('a speedometer', () => {
  it('tells events a second of the last full second, and of what there is before', () => {
    const speed = speedometer(1_000, 100);
    expect(speed.perSecond).toBe(0);
    speed.at(1_500, 150);
    expect(speed.perSecond).toBe(100);
    speed.at(2_000, 300);
    expect(speed.perSecond).toBe(200);
    speed.at(3_000, 350);
    expect(speed.perSecond).toBe(50);
  });

  it('comes to rest', () => {
    const speed = speedometer(0, 0);
    speed.at(1_000, 500);
    speed.at(2_000, 500);
    expect(speed.perSecond).toBe(0);
  });
});
