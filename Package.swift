// swift-tools-version:6.2
import PackageDescription

/// Every target of ours is in Swift 6 mode and takes no warning.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A library target with its declared dependencies, and the test target that goes with it, with the files it reads.
func module(
    _ name: String, on dependencies: [Target.Dependency] = [], testing: [Target.Dependency] = [], data: [String] = []
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, swiftSettings: strict),
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies + testing,
            exclude: data, swiftSettings: strict),
    ]
}

let package = Package(
    name: "archcost",
    products: [.executable(name: "archcost", targets: ["archcost"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: module("SourceText")
        + module("NetworkIR")
        + module("ArchLanguage", on: ["SourceText", "NetworkIR"], testing: ["CostAnalysis"], data: ["Diagnostics"])
        + module("CostAnalysis", on: ["NetworkIR"])
        + module("Reporting", on: ["SourceText", "NetworkIR", "CostAnalysis"])
        + [
            .executableTarget(
                name: "archcost",
                dependencies: [
                    "SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis", "Reporting",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ],
                swiftSettings: strict),
            .testTarget(name: "CommandTests", dependencies: ["archcost"], swiftSettings: strict),
            .executableTarget(
                name: "archcost-benchmark",
                dependencies: ["SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis"], path: "Benchmarks/core",
                swiftSettings: strict),
        ]
)
