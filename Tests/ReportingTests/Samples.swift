import Reporting

/// Three layers of ResNet-50 with the numbers of torchvision's model, and its total.
let resnetReport: Report = {
    var report = Report(
        title: "resnet50",
        columns: [
            Column("layer", heading: "Layer", importance: .essential),
            Column("kind", heading: "Kind", importance: .low),
            Column("output", heading: "Output map"),
            Column("macs", heading: "MACs", .count(unit: "MACs"), importance: .high),
            Column("time_complexity", heading: "Time complexity", .count(unit: "MACs"), importance: .low),
            Column("params", heading: "Params", .count(unit: "params")),
            Column("peak_memory", heading: "Peak memory", .bytes),
            Column("intensity", heading: "Intensity", .rate(unit: "FLOP/byte"), importance: .low),
        ],
        notes: ["all numbers are for one image in 32-bit floating point"])
    report.append([
        "conv1", "conv", "64x112x112", 118_013_952, 118_013_952, 9408, 3_851_776, 62.1,
    ])
    report.append([
        "conv3.1.residual.bottleneck.conv1", "conv", "128x56x56", 102_760_448, 102_760_448, 32_768, 5_259_264, 41.6,
    ])
    report.append(["fc", "fc", "1000", 2_048_000, 0, 2_049_000, 8_212_192, nil])
    report.appendTotal([
        "total", nil, nil, 4_089_184_256, 4_087_136_256, 25_557_032, 102_228_128, 48.3,
    ])
    return report
}()
