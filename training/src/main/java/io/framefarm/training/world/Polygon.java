package io.framefarm.training.world;

/** A polygon of straight edges, which need not be convex. */
final class Polygon implements Shape {
    private final double[] x;
    private final double[] y;

    Polygon(double[] corners) {
        if (corners.length < 6 || corners.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "polygon of " + corners.length + " numbers: needs x and y of at least 3 corners");
        }
        int n = corners.length / 2;
        x = new double[n];
        y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = corners[2 * i];
            y[i] = corners[2 * i + 1];
        }
    }

    @Override
    public double distance(double px, double py) {
        double nearest = Double.MAX_VALUE;
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            double edgeX = x[j] - x[i];
            double edgeY = y[j] - y[i];
            double fromX = px - x[i];
            double fromY = py - y[i];
            double along = (fromX * edgeX + fromY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
            double t = Math.min(1, Math.max(0, along));
            double offX = fromX - edgeX * t;
            double offY = fromY - edgeY * t;
            nearest = Math.min(nearest, offX * offX + offY * offY);
            if ((y[i] > py) != (y[j] > py) && px < x[i] + edgeX * (py - y[i]) / edgeY) {
                inside = !inside;
            }
        }
        double distance = Math.sqrt(nearest);
        return inside ? -distance : distance;
    }
}
