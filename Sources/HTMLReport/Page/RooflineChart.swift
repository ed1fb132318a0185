extension VegaSpecification {
    /// The roofline of every page: the roof as a line, and under it the points of a page's own mark.
    ///
    /// - Parameters:
    ///   - pixels: the height.
    ///   - intensities: the range to show, in FLOP/byte.
    ///   - rates: the range to show, in GFLOP/s.
    ///   - scales: those that the points need besides.
    static func roofline(
        height pixels: Int, _ intensities: ClosedRange<Double>, _ rates: ClosedRange<Double>, scales: [VegaScale],
        points: VegaMark
    ) -> VegaSpecification {
        VegaSpecification(
            height: .pixels(pixels), data: [VegaData("points"), VegaData("roof")],
            scales: [.logarithmic("x", over: intensities, .width), .logarithmic("y", over: rates, .height)] + scales,
            axes: [
                .logarithmic(.bottom, scale: "x", title: "intensity (FLOP/byte)"),
                .logarithmic(.left, scale: "y", title: "GFLOP/s"),
            ],
            marks: [
                VegaMark(
                    kind: .line, name: "roof", data: "roof",
                    channels: [
                        (.x, .scaledField("intensity", scale: "x")), (.y, .scaledField("rate", scale: "y")),
                        (.stroke, .colour(.ink)), (.strokeWidth, .number(2)),
                    ]),
                points,
            ])
    }
}
