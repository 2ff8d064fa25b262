package io.framefarm.training.world;

/**
 * A filled outline given by its signed distance, negative inside. Formulas: Inigo Quilez, "2D distance functions"; the
 * ellipse is the usual first-order approximation.
 */
@FunctionalInterface
interface Shape {
    double distance(double x, double y);

    static Shape disc(double centreX, double centreY, double radius) {
        return (x, y) -> Math.sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)) - radius;
    }

    static Shape ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        return (x, y) -> {
            double px = (x - centreX) / radiusX;
            double py = (y - centreY) / radiusY;
            double k0 = Math.sqrt(px * px + py * py);
            double k1 = Math.sqrt(px * px / (radiusX * radiusX) + py * py / (radiusY * radiusY));
            return k1 < 1e-9 ? -Math.min(radiusX, radiusY) : k0 * (k0 - 1) / k1;
        };
    }

    static Shape box(double left, double top, double right, double bottom, double rounding) {
        double centreX = (left + right) / 2;
        double centreY = (top + bottom) / 2;
        double halfX = (right - left) / 2 - rounding;
        double halfY = (bottom - top) / 2 - rounding;
        return (x, y) -> {
            double qx = Math.abs(x - centreX) - halfX;
            double qy = Math.abs(y - centreY) - halfY;
            double outsideX = Math.max(qx, 0);
            double outsideY = Math.max(qy, 0);
            double outside = Math.sqrt(outsideX * outsideX + outsideY * outsideY);
            return outside + Math.min(Math.max(qx, qy), 0) - rounding;
        };
    }

    /** A closed polygon, given as x0, y0, x1, y1, ... */
    static Shape polygon(double... corners) {
        return new Polygon(corners);
    }

    default Shape and(Shape other) {
        return (x, y) -> Math.min(distance(x, y), other.distance(x, y));
    }
}
