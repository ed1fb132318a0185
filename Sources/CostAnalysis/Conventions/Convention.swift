/// A published way of counting: what another tool, or a paper, prints for a network.
public enum Convention: String, Hashable, Sendable, CaseIterable {
    case fvcore
    case ptflops
    case thop
    case torchinfo
    case torch
    case calflops
    case heSun = "he-sun"

    /// The tool and the version whose rules these are, or the paper.
    public var source: String {
        switch self {
        case .fvcore: "fvcore 0.1.5.post20221221, FlopCountAnalysis"
        case .ptflops: "ptflops 0.7.5, its PyTorch backend"
        case .thop: "thop 0.1.1"
        case .torchinfo: "torchinfo 1.8.0"
        case .torch: "torch.utils.flop_counter of PyTorch 2.15"
        case .calflops: "calflops 0.3.2"
        case .heSun: "He & Sun, CVPR 2015, arXiv 1412.1710, eq. 1"
        }
    }

    /// What the tool calls its number.
    public var label: String {
        switch self {
        case .fvcore: "flops"
        case .ptflops, .thop: "MACs"
        case .torchinfo: "mult-adds"
        case .torch: "FLOPs"
        case .calflops: "MACs and FLOPs"
        case .heSun: "time complexity"
        }
    }

    /// Which of our quantities each of the tool's numbers stands beside.
    public var quantities: [ConventionQuantity] {
        switch self {
        case .fvcore, .ptflops, .thop, .torchinfo, .heSun: [.macs]
        case .torch: [.flops]
        case .calflops: [.macs, .flops]
        }
    }
}

/// Our quantity that a tool's number is compared with.
public enum ConventionQuantity: String, Hashable, Sendable, CaseIterable {
    case macs
    case flops
}
