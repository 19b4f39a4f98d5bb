package dev.outrigger.bench;

/// One line of the table.
///
/// @param id what it is chosen by
/// @param title what the table calls it
/// @param unit what its figures are
/// @param go the Go server's figure where the goals were set; 0 where there was none
/// @param goal what was to be reached there; 0 where nothing was
record Line(String id, String title, Unit unit, double go, double goal) {
    /// What a figure is.
    enum Unit {
        MICROS("µs"),
        PER_SECOND("/s"),
        MILLIS("ms"),
        MEGABYTES("MB"),
        SECONDS("s");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /// How many times better than Go a figure is.
    double ratio(double goFigure, double ours) {
        return unit == Unit.PER_SECOND ? ours / goFigure : goFigure / ours;
    }

    boolean hasGoal() {
        return goal > 0;
    }

    boolean holds(double ours) {
        return unit == Unit.PER_SECOND ? ours >= goal : ours <= goal;
    }

    /// How many times better than Go it was to be; 0 where Go was not measured.
    double goalRatio() {
        return go > 0 ? ratio(go, goal) : 0;
    }
}
