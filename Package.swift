// swift-tools-version:6.2
import PackageDescription

/// For a sanitizer: the kernels and their tests alone, in little time (see Scripts/sanitize).
let isForSanitizer = Context.environment["ARCHCOST_SANITIZE"] != nil

/// Every target of ours is in Swift 6 mode and takes no warning.
let strict: [SwiftSetting] =
    [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)] + (isForSanitizer ? [.define("SANITIZER")] : [])

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

/// Inner loops are optimised in debug builds too, or tests would crawl; their callers check every size first.
let kernel: [SwiftSetting] = strict + [.unsafeFlags(["-Ounchecked"])]

/// The vector kernels once more, from the same folder, for processors that have more than the architecture's least.
#if arch(x86_64)
func vectorKernels(_ name: String, _ condition: String, architecture: String) -> Target {
    .target(
        name: name, dependencies: ["KernelGeometry", "CMachine"],
        swiftSettings: kernel + [.define(condition), .unsafeFlags(["-Xcc", "-march=\(architecture)"])])
}
#else
func vectorKernels(_ name: String, _ condition: String, architecture: String) -> Target {
    .target(name: name, dependencies: ["KernelGeometry", "CMachine"], swiftSettings: kernel)
}
#endif

/// What text and counts need, without libraries of others.
let counting = [
    [.target(name: "LongWork", swiftSettings: strict)],
    module("SourceText"),
    module("NetworkIR"),
    module("ArchLanguage", on: ["SourceText", "NetworkIR"], testing: ["CostAnalysis"], data: ["Diagnostics"]),
    module("CostAnalysis", on: ["NetworkIR"]),
    module("LatencyModel", on: ["NetworkIR", "CostAnalysis"]),
    module(
        "Interchange",
        on: ["SourceText", "NetworkIR", "ArchLanguage", .product(name: "SwiftProtobuf", package: "swift-protobuf")],
        testing: ["CostAnalysis"]),
    module("ArchSearch", on: ["SourceText", "LongWork", .product(name: "BigInt", package: "BigInt")]),
    module(
        "SpaceExploration",
        on: [
            "SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis", "ArchSearch", "LongWork",
            .product(name: "BigInt", package: "BigInt"),
        ]),
    module(
        "Reporting",
        on: [
            "SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis", "LatencyModel", "ArchSearch", "SpaceExploration",
        ]),
    module(
        "HTMLReport",
        on: [
            "NetworkIR", "CostAnalysis", "LatencyModel", "Reporting",
            .product(name: "Mustache", package: "swift-mustache"),
        ],
        testing: ["SourceText", "ArchLanguage"]),
].flatMap { $0 }

/// What times kernels and keeps the results.
let measuring: [Target] =
    [
        .systemLibrary(name: "CDnnl", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(name: "CMachine"),
        .target(name: "KernelGeometry", swiftSettings: kernel),
        .target(
            name: "VectorKernelsBaseline", dependencies: ["KernelGeometry", "CMachine"], swiftSettings: kernel),
        vectorKernels("VectorKernelsAVX2", "KERNELS_AVX2", architecture: "x86-64-v3"),
        vectorKernels("VectorKernelsAVX512", "KERNELS_AVX512", architecture: "x86-64-v4"),
        .target(name: "ReferenceKernels", dependencies: ["KernelGeometry"], swiftSettings: kernel),
    ]
    + [
        module(
            "MachineProbe",
            on: ["CMachine", "KernelGeometry", "VectorKernelsBaseline", "VectorKernelsAVX2", "VectorKernelsAVX512"]),
        module(
            "ConvKernels",
            on: ["NetworkIR", "KernelGeometry", "ReferenceKernels", "MachineProbe", "CDnnl", "CMachine"]),
        module("KernelBenchmark", on: ["NetworkIR", "CostAnalysis", "ConvKernels", "MachineProbe", "LongWork"]),
        module(
            "ExecutionPlanning", on: ["NetworkIR", "ConvKernels", "LatencyModel"],
            testing: ["ArchLanguage", "SourceText"]),
        module(
            "Persistence",
            on: [
                "SourceText", "NetworkIR", "CostAnalysis", "LatencyModel", "KernelBenchmark",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
    ].flatMap { $0 }

let package = Package(
    name: "archcost",
    products: [.executable(name: "archcost", targets: ["archcost"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: counting + measuring + [
        .executableTarget(
            name: "archcost",
            dependencies: [
                "SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis", "ArchSearch", "SpaceExploration",
                "Interchange", "LatencyModel", "Reporting", "HTMLReport", "LongWork",
                "ConvKernels", "ExecutionPlanning", "KernelBenchmark", "Persistence",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ArchitectureTests", dependencies: ["SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis"],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["archcost", "NetworkIR", "KernelBenchmark", "Persistence"],
            swiftSettings: strict),
        .executableTarget(
            name: "archcost-benchmark",
            dependencies: ["SourceText", "NetworkIR", "ArchLanguage", "CostAnalysis"], path: "Benchmarks/core",
            swiftSettings: strict),
        .executableTarget(
            name: "process-benchmark", dependencies: ["Reporting"], path: "Benchmarks/process", swiftSettings: strict),
        .executableTarget(
            name: "harness-benchmark", dependencies: ["KernelBenchmark"], path: "Benchmarks/harness",
            swiftSettings: strict),
        .executableTarget(
            name: "store-benchmark", dependencies: ["NetworkIR", "KernelBenchmark", "Persistence"],
            path: "Benchmarks/store", swiftSettings: strict),
        .executableTarget(
            name: "kernel-comparison", dependencies: ["NetworkIR", "MachineProbe", "ConvKernels", "KernelBenchmark"],
            path: "Benchmarks/kernels", swiftSettings: strict),
        .executableTarget(
            name: "neighbour-benchmark",
            dependencies: [
                "SourceText", "NetworkIR", "ArchLanguage", "MachineProbe", "ConvKernels", "KernelBenchmark",
            ],
            path: "Benchmarks/neighbour", swiftSettings: strict),
        .executableTarget(
            name: "additivity-benchmark",
            dependencies: [
                "SourceText", "NetworkIR", "ArchLanguage", "MachineProbe", "ConvKernels", "KernelBenchmark",
            ],
            path: "Benchmarks/additivity", swiftSettings: strict),
        .executableTarget(
            name: "network-comparison",
            dependencies: [
                "SourceText", "NetworkIR", "ArchLanguage", "MachineProbe", "ConvKernels", "KernelBenchmark",
            ],
            path: "Benchmarks/networks", swiftSettings: strict),
        .executableTarget(
            name: "search-benchmark",
            dependencies: ["SourceText", "ArchLanguage", "CostAnalysis", "ArchSearch", "SpaceExploration"],
            path: "Benchmarks/search", exclude: ["five-stages.arch"], swiftSettings: strict),
    ]
)

if isForSanitizer {
    let kept = ["NetworkIR", "ReferenceKernels", "MachineProbe", "ConvKernels"]
    package.targets = [
        package.targets.filter { kept.contains($0.name) },
        package.targets.filter { $0.name.hasPrefix("VectorKernels") || $0.name == "KernelGeometry" },
        package.targets.filter { ["CDnnl", "CMachine", "ConvKernelsTests"].contains($0.name) },
    ].flatMap { $0 }
    package.products = []
    package.dependencies = []
}
