// swift-tools-version:6.2
import PackageDescription

/// Every target of ours is in Swift 6 mode and takes no warning.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A library target with its declared dependencies, and the test target that goes with it.
func module(_ name: String, on dependencies: [Target.Dependency] = [], testing: [Target.Dependency] = []) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, swiftSettings: strict),
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies + testing, swiftSettings: strict),
    ]
}

let package = Package(
    name: "archcost",
    products: [.executable(name: "archcost", targets: ["archcost"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    ],
    targets: module("SourceText")
        + module("NetworkIR")
        + module("ArchLanguage", on: ["SourceText", "NetworkIR"])
        + module("CostAnalysis", on: ["NetworkIR"])
        + module(
            "Interchange",
            on: [
                "SourceText", "NetworkIR", "ArchLanguage", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ], testing: ["CostAnalysis"])
        + module("Reporting", on: ["SourceText", "NetworkIR", "CostAnalysis"])
        + [
            .executableTarget(
                name: "archcost",
                dependencies: [
                    "SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis", "Interchange", "Reporting",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ],
                swiftSettings: strict),
            .testTarget(
                name: "ArchitectureTests", dependencies: ["SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis"],
                swiftSettings: strict),
            .testTarget(name: "CommandTests", dependencies: ["archcost"], swiftSettings: strict),
        ]
)
