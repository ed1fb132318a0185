import NetworkIR

/// Published networks, as torchvision builds them, and the small ones of the reference counts.
enum ReferenceNetworks {
    static func lenet5() throws -> Network {
        var net = NetworkBuilder("lenet5", 1, 28, 28)
        try net.conv(5, 6, pad: 2, bias: true, .tanh)
        try net.pool(.average, 2)
        try net.conv(5, 16, bias: true, .tanh)
        try net.pool(.average, 2)
        try net.add(.flatten)
        try net.fc(120, .tanh)
        try net.fc(84, .tanh)
        try net.fc(10)
        return net.finished()
    }

    static func alexnet() throws -> Network {
        var net = NetworkBuilder("alexnet", 3, 224, 224)
        try net.conv(11, 64, stride: 4, pad: 2, bias: true, .relu)
        try net.pool(.max, 3, stride: 2)
        try net.conv(5, 192, pad: 2, bias: true, .relu)
        try net.pool(.max, 3, stride: 2)
        try net.conv(3, 384, pad: 1, bias: true, .relu)
        try net.conv(3, 256, pad: 1, bias: true, .relu)
        try net.conv(3, 256, pad: 1, bias: true, .relu)
        try net.pool(.max, 3, stride: 2)
        try net.add(.adaptivePool(.average, size: Extent(square: 6)))
        try net.add(.flatten)
        try net.fc(4096, .relu)
        try net.fc(4096, .relu)
        try net.fc(1000)
        return net.finished()
    }

    static func vgg16() throws -> Network {
        var net = NetworkBuilder("vgg16", 3, 224, 224)
        for (stage, (filters, depth)) in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)].enumerated() {
            net.begin(stage: "stage\(stage + 1)")
            for _ in 0..<depth { try net.conv(3, filters, pad: 1, bias: true, .relu) }
            try net.pool(.max, 2)
        }
        net.begin(stage: nil)
        try net.add(.adaptivePool(.average, size: Extent(square: 7)))
        try net.add(.flatten)
        try net.fc(4096, .relu)
        try net.fc(4096, .relu)
        try net.fc(1000)
        return net.finished()
    }

    static func resnet18() throws -> Network {
        var net = try resnetStem("resnet18")
        for (stage, filters) in [64, 128, 256, 512].enumerated() {
            net.begin(stage: "conv\(stage + 2)")
            for round in 0..<2 {
                let input = net.current
                let stride = round == 0 && stage > 0 ? 2 : 1
                try net.conv(3, filters, stride: stride, pad: 1, bn: true, .relu)
                try net.conv(3, filters, pad: 1, bn: true)
                try shortcut(&net, from: input, filters: filters, stride: stride)
            }
        }
        return try classified(&net)
    }

    static func resnet50(groups: Int = 1, widthPerGroup: Int = 64, name: String = "resnet50") throws -> Network {
        var net = try resnetStem(name)
        for (stage, (planes, rounds)) in [(64, 3), (128, 4), (256, 6), (512, 3)].enumerated() {
            net.begin(stage: "conv\(stage + 2)")
            let width = planes * widthPerGroup / 64 * groups
            for round in 0..<rounds {
                let input = net.current
                let stride = round == 0 && stage > 0 ? 2 : 1
                try net.conv(1, width, bn: true, .relu)
                try net.conv(3, width, stride: stride, pad: 1, groups: groups, bn: true, .relu)
                try net.conv(1, 4 * planes, bn: true)
                try shortcut(&net, from: input, filters: 4 * planes, stride: stride)
            }
        }
        return try classified(&net)
    }

    static func resnext50() throws -> Network {
        try resnet50(groups: 32, widthPerGroup: 4, name: "resnext50_32x4d")
    }

    static func mobilenetV2() throws -> Network {
        var net = NetworkBuilder("mobilenet_v2", 3, 224, 224)
        try net.conv(3, 32, stride: 2, pad: 1, bn: true, .relu6)
        let settings = [
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
        ]
        for (expansion, filters, rounds, firstStride) in settings {
            for round in 0..<rounds {
                let (input, channels) = (net.current, net.channels)
                let stride = round == 0 ? firstStride : 1
                let hidden = channels * expansion
                if expansion != 1 { try net.conv(1, hidden, bn: true, .relu6) }
                try net.conv(3, hidden, stride: stride, pad: 1, groups: hidden, bn: true, .relu6)
                try net.conv(1, filters, bn: true)
                if stride == 1, channels == filters { try net.add(.add, [input, net.current]) }
            }
        }
        try net.conv(1, 1280, bn: true, .relu6)
        // torchvision's source calls this pool as a function.
        return try classified(&net, pool: .function)
    }

    static func dcganGenerator() throws -> Network {
        var net = NetworkBuilder("dcgan_g64", 100, 1, 1)
        for (filters, stride, pad) in [(512, 1, 0), (256, 2, 1), (128, 2, 1), (64, 2, 1)] {
            try net.deconv(4, filters, stride: stride, pad: pad)
            try net.add(.batchNorm)
            try net.add(.activation(.relu))
        }
        try net.deconv(4, 3, stride: 2, pad: 1)
        try net.add(.activation(.tanh))
        return net.finished()
    }

    /// The small U-Net of the reference counts: bilinear up-sampling.
    static func unetBilinear() throws -> Network {
        var net = NetworkBuilder("unet_bilinear", 3, 256, 256)
        var skips: [Source] = []
        func double(_ filters: Int) throws {
            try net.conv(3, filters, pad: 1, bn: true, .relu)
            try net.conv(3, filters, pad: 1, bn: true, .relu)
        }
        for filters in [32, 64, 128, 256] {
            try double(filters)
            skips.append(net.current)
            try net.pool(.max, 2)
        }
        try double(256)
        for (filters, skip) in zip([128, 64, 32, 32], skips.reversed()) {
            try net.add(.upsample(factor: Extent(square: 2), .bilinear))
            try net.add(.concatenate, [skip, net.current])
            try double(filters)
        }
        try net.conv(1, 2, bias: true)
        return net.finished()
    }

    /// The small SRResNet of the reference counts: sixteen residual blocks, two pixel shuffles.
    static func srresnet() throws -> Network {
        var net = NetworkBuilder("srresnet_x4", 3, 96, 96)
        try net.conv(9, 64, pad: 4, bias: true)
        let head = try net.add(.prelu(.shared))
        for _ in 0..<16 {
            let input = net.current
            try net.conv(3, 64, pad: 1, bn: true)
            try net.add(.prelu(.channel))
            try net.conv(3, 64, pad: 1, bn: true)
            try net.add(.add, [input, net.current])
        }
        try net.conv(3, 64, pad: 1, bn: true)
        try net.add(.add, [head, net.current])
        for _ in 0..<2 {
            try net.conv(3, 256, pad: 1, bias: true)
            try net.add(.pixelShuffle(factor: 2))
            try net.add(.prelu(.shared))
        }
        try net.conv(9, 3, pad: 4, bias: true)
        try net.add(.activation(.tanh))
        return net.finished()
    }

    private static func resnetStem(_ name: String) throws -> NetworkBuilder {
        var net = NetworkBuilder(name, 3, 224, 224)
        try net.conv(7, 64, stride: 2, pad: 3, bn: true, .relu)
        try net.pool(.max, 3, stride: 2, pad: 1)
        return net
    }

    /// Adds the shortcut, by a convolution where shapes differ, and the activation behind it.
    private static func shortcut(
        _ net: inout NetworkBuilder, from input: Source, filters: Int, stride: Int
    ) throws {
        let body = net.current
        var shortcut = input
        if net.network.map(of: input) != net.network.map(of: body) {
            net.current = input
            try net.conv(1, filters, stride: stride, bn: true)
            shortcut = net.current
        }
        try net.add(.add, [body, shortcut])
        try net.add(.activation(.relu))
    }

    private static func classified(_ net: inout NetworkBuilder, pool: CallStyle = .module) throws -> Network {
        net.begin(stage: nil)
        try net.add(.globalAveragePool, called: pool)
        try net.add(.flatten)
        try net.fc(1000)
        return net.finished()
    }
}
